//! A variable gets another value after the first one went elsewhere.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    fput(file);
    file = FileRef::anon_inode_getfile(current)?;
    fput(file);
    Ok(())
}
