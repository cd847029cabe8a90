//! A thread's code captures a file, and disposes it there.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    spawn(move || fput(file));
    Ok(())
}
