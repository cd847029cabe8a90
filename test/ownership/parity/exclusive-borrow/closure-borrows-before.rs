//! A closure that borrows a file is called for the last time before the file is truncated.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    let size = || inspect(&file);
    size();
    truncate(&mut file);
    Ok(())
}
