//! A value is disposed twice by hand.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    drop(file);
    drop(file);
    Ok(())
}
