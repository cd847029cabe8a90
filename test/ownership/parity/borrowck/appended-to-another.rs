//! A list is appended to another one by a call that takes its argument.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    let mut other = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    other.append(list);
    Ok(())
}
