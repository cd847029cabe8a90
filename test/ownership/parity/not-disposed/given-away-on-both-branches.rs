//! A value is given away on one branch and disposed on the other.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    if sometimes {
        fput(file);
    } else {
        drop(file);
    }
    Ok(())
}
