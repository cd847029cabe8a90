//! Two exclusive borrows of a list overlap.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let first = list.first_mut();
    let second = list.first_mut();
    exchange(first, second);
    Ok(())
}
