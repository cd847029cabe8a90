//! What a shelf lends exclusively is filled.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut shelf = Shelf::new();
    shelf.list_mut().add(FileRef::anon_inode_getfile(current)?);
    shelf.list_mut().fill(1);
    Ok(())
}
