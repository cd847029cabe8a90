//! A function that takes its argument is the callback of a list that only lends.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    list.each(fput);
    Ok(())
}
