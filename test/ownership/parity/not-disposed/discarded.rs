//! A value is discarded as soon as it is made.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    FileRef::anon_inode_getfile(current)?;
    Ok(())
}
