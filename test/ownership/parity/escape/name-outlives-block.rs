//! A second name of a value of an inner block is used after the block.
use prelude::*;

pub fn program(current: &mut Task) -> Result<u32> {
    let outer;
    {
        let file = FileRef::anon_inode_getfile(current)?;
        outer = &file;
    }
    Ok(inspect(outer))
}
