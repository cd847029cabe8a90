//! What borrows from a local is handed to another thread.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let seen = view(&file);
    send(seen);
    Ok(())
}
