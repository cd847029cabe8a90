//! One call borrows a file and takes the same file.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    keep_beside(&file, file);
    Ok(())
}
