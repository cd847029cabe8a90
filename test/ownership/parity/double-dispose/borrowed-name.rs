//! A second name borrows from the one that disposes the value.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let again = &file;
    inspect(again);
    Ok(())
}
