//! A closure that fills a list is called after somebody else read the list.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let mut grow = || list.fill(1);
    list.len();
    grow();
    Ok(())
}
