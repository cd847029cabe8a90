//! The tests of both branches read the file, and each branch takes it.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    if inspect(&file) > 1 {
        fput(file);
    } else if inspect(&file) > 0 {
        drop(file);
    }
    Ok(())
}
