//! Each of two calls gets an exclusive borrow from the same list.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    truncate(list.first_mut());
    truncate(list.first_mut());
    Ok(())
}
