//! A clone of what a list lends is an argument of a call that takes the list exclusively.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let copy = list.first().clone();
    list.add(copy);
    Ok(())
}
