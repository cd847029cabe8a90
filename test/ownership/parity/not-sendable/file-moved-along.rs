//! A thread's code takes a file along, and ends it there.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    spawn(move || fput(file));
    Ok(())
}
