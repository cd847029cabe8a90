//! One call borrows a file and takes another one.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let other = FileRef::anon_inode_getfile(current)?;
    keep_beside(&other, file);
    Ok(())
}
