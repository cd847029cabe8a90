//! A list copies from another list that borrows from it.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut shelf = Shelf::new();
    shelf.list_mut().add(FileRef::anon_inode_getfile(current)?);
    let lent = shelf.list();
    shelf.list_mut().copy_from(lent);
    Ok(())
}
