//! What borrows from a value of an inner block is used after the block.
use prelude::*;

pub fn program(current: &mut Task) -> Result<u32> {
    let seen;
    {
        let file = FileRef::anon_inode_getfile(current)?;
        seen = view(&file);
    }
    Ok(seen.size())
}
