//! A closure that borrows a local is called before the local is disposed.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let size = || inspect(&file);
    size();
    Ok(())
}
