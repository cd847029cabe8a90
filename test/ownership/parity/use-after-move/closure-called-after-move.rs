//! A closure that reads the file is called after the file was given away.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let size = || inspect(&file);
    fput(file);
    size();
    Ok(())
}
