//! One call borrows the same file shared twice.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    compare(&file, &file);
    Ok(())
}
