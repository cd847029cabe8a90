//! A do loop may run again after it moved.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    loop {
        fput(file);
        if !sometimes {
            break;
        }
    }
    Ok(())
}
