//! A second name disposes the value, and the first disposes it again.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let alias = file;
    drop(alias);
    drop(file);
    Ok(())
}
