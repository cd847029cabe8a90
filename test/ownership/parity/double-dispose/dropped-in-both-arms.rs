//! Each branch disposes the value, and nothing follows.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    if sometimes {
        inspect(&file);
        drop(file);
    } else {
        drop(file);
    }
    Ok(())
}
