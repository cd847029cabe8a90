//! Each iteration of a loop disposes what it makes.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    for _ in 0..3 {
        let file = FileRef::anon_inode_getfile(current)?;
        inspect(&file);
    }
    Ok(())
}
