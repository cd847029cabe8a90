//! A function promises a look at its first file and returns one.
use prelude::*;

fn look<'a>(file: &'a FileRef, _other: &FileRef) -> View<'a> {
    view(file)
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let other = FileRef::anon_inode_getfile(current)?;
    look(&file, &other).size();
    Ok(())
}
