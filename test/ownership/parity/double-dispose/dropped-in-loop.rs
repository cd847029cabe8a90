//! A loop disposes the same value in each iteration.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    for _ in 0..2 {
        drop(file);
    }
    Ok(())
}
