//! A method that takes its receiver is called as a function, and the receiver is used afterwards.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let take = FileList::into_first;
    let first = take(list);
    inspect(&first);
    list.len();
    Ok(())
}
