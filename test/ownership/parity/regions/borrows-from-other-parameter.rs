//! A function promises a look at its first file and returns one at the second.
use prelude::*;

fn look<'a>(_file: &'a FileRef, other: &FileRef) -> View<'a> {
    view(other)
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let other = FileRef::anon_inode_getfile(current)?;
    look(&file, &other).size();
    Ok(())
}
