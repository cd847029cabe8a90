//! A variable that may be empty is filled before it is given away.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file;
    if sometimes {
        file = FileRef::anon_inode_getfile(current)?;
    } else {
        file = FileRef::anon_inode_getfile(current)?;
    }
    fput(file);
    Ok(())
}
