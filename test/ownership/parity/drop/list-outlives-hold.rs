//! A stack keeps a hold on a list that is disposed after it.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let mut held: Vec<Hold<'_>> = Vec::new();
    held.push(list.hold());
    Ok(())
}
