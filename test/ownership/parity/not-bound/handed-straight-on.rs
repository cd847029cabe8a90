//! A value goes straight from the call that makes it to the call that takes it.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    fput(FileRef::anon_inode_getfile(current)?);
    Ok(())
}
