//! A value goes where it lives for ever, and its scope disposes it.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    registry().push(&file);
    Ok(())
}
