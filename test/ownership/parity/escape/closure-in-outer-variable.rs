//! A closure that borrows from an inner block is called after the block.
use prelude::*;

pub fn program(current: &mut Task) -> Result<u32> {
    let later;
    {
        let file = FileRef::anon_inode_getfile(current)?;
        later = || inspect(&file);
    }
    Ok(later())
}
