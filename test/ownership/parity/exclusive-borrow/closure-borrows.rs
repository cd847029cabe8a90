//! A closure that borrows a file is called after the file was truncated.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    let size = || inspect(&file);
    truncate(&mut file);
    size();
    Ok(())
}
