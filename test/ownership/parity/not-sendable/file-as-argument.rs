//! A file is handed to another thread.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    send(file);
    Ok(())
}
