//! A function returns two files, and one of them is given away twice.
use prelude::*;

fn two(current: &Task) -> Result<(FileRef, FileRef)> {
    Ok((FileRef::anon_inode_getfile(current)?, FileRef::anon_inode_getfile(current)?))
}

pub fn program(current: &mut Task) -> Result {
    let (first, second) = two(current)?;
    fput(first);
    fput(second);
    fput(first);
    Ok(())
}
