//! A list is filled with its own length: the argument is read before the exclusive call.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    list.fill(list.len());
    Ok(())
}
