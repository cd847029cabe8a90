//! A list is appended to itself by a call that takes its argument.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    list.append(list);
    Ok(())
}
