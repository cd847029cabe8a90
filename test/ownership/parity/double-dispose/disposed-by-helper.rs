//! A helper disposes the value that it was given, and the caller disposes it again.
use prelude::*;

fn helper(file: FileRef) {
    drop(file);
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    helper(file);
    drop(file);
    Ok(())
}
