//! Each iteration gives a file away on one branch, disposes it on the other, and makes a new one.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    for _ in 0..2 {
        if sometimes {
            fput(file);
        } else {
            drop(file);
        }
        file = FileRef::anon_inode_getfile(current)?;
    }
    fput(file);
    Ok(())
}
