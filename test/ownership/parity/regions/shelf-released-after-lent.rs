//! A shelf is given away after the last use of its list.
use prelude::*;

fn finish(shelf: Shelf) {
    drop(shelf);
}

pub fn program(current: &mut Task) -> Result {
    let mut shelf = Shelf::new();
    shelf.list_mut().add(FileRef::anon_inode_getfile(current)?);
    let list = shelf.list();
    list.len();
    finish(shelf);
    Ok(())
}
