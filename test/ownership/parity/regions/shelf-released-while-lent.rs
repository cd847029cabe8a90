//! A shelf is given away while its list is lent.
use prelude::*;

fn finish(shelf: Shelf) {
    drop(shelf);
}

pub fn program(current: &mut Task) -> Result {
    let mut shelf = Shelf::new();
    shelf.list_mut().add(FileRef::anon_inode_getfile(current)?);
    let list = shelf.list();
    finish(shelf);
    list.len();
    Ok(())
}
