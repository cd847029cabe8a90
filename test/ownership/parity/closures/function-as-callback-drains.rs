//! A function that takes its argument is the callback of a list that is drained.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    list.drain(fput);
    Ok(())
}
