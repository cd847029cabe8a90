//! A stack that is disposed last keeps a hold on a list that is disposed before it.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut held: Vec<Hold<'_>> = Vec::new();
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    held.push(list.hold());
    Ok(())
}
