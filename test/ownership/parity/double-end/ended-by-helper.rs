//! A helper ends the value that it was handed, and the caller ends it again.
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
