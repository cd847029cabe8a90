//! A closure that fills a list is called with the same list as its argument.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let mut grow = |other: &FileList| list.fill(other.len());
    grow(&list);
    Ok(())
}
