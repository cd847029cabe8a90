//! What borrows from a value of an inner block is used in the block.
use prelude::*;

pub fn program(current: &mut Task) -> Result<u32> {
    let size;
    {
        let file = FileRef::anon_inode_getfile(current)?;
        let seen = view(&file);
        size = seen.size();
    }
    Ok(size)
}
