//! A list copies from a list of another shelf.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut shelf = Shelf::new();
    let mut other = Shelf::new();
    other.list_mut().add(FileRef::anon_inode_getfile(current)?);
    let lent = other.list();
    shelf.list_mut().copy_from(lent);
    Ok(())
}
