//! A value is disposed on one branch, and again after it.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    if sometimes {
        drop(file);
    }
    drop(file);
    Ok(())
}
