//! A branch fills a list and then reads what the list lent before.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let first = list.first();
    if inspect(first) > 0 {
        list.fill(1);
        inspect(first);
    }
    Ok(())
}
