//! A value is made only to be lent: Rust drops it at the end of the statement, JavaScript does not.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    inspect(&FileRef::anon_inode_getfile(current)?);
    Ok(())
}
