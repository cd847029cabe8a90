//! A closure that fills a list is called for the last time before the list is read.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let mut grow = || list.fill(1);
    grow();
    list.len();
    Ok(())
}
