//! A method that takes its receiver is called as a function, as the last step.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    list.len();
    let take = FileList::into_first;
    let first = take(list);
    inspect(&first);
    Ok(())
}
