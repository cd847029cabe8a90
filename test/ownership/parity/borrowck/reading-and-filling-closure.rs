//! A closure that reads a list is called after another closure filled it.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let one = || list.len();
    let mut two = || list.fill(1);
    two();
    one();
    Ok(())
}
