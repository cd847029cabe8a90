//! A closure gives away its own parameter.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let give = |file: FileRef| fput(file);
    give(FileRef::anon_inode_getfile(current)?);
    give(FileRef::anon_inode_getfile(current)?);
    Ok(())
}
