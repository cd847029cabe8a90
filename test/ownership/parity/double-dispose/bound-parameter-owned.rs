//! A function binds to its own scope what it was handed.
use prelude::*;

fn helper(file: FileRef) {
    let own: FileRef = file;
    inspect(&own);
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    helper(file);
    Ok(())
}
