//! A look that borrows from one of two files leaves the other free.
use prelude::*;

fn look<'a>(a: &'a FileRef, b: &FileRef) -> View<'a> {
    inspect(b);
    view(a)
}

pub fn program(current: &mut Task) -> Result {
    let first = FileRef::anon_inode_getfile(current)?;
    let second = FileRef::anon_inode_getfile(current)?;
    let seen = look(&first, &second);
    fput(second);
    seen.size();
    Ok(())
}
