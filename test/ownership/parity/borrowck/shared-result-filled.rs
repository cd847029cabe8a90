//! What a shelf lends for reading is filled.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut shelf = Shelf::new();
    shelf.list_mut().add(FileRef::anon_inode_getfile(current)?);
    shelf.list().fill(1);
    Ok(())
}
