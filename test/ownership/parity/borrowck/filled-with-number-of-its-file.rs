//! A list is filled with a number that is read from a file of it.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    list.fill(view(list.first()).size());
    Ok(())
}
