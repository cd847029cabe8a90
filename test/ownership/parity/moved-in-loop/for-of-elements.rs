//! A loop takes each element of a list that it owns.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let files = [FileRef::anon_inode_getfile(current)?, FileRef::anon_inode_getfile(current)?];
    for file in files {
        fput(file);
    }
    Ok(())
}
