//! One branch fills a list, and after both branches what the list lent is read.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let first = list.first();
    if sometimes {
        list.fill(1);
    } else {
        inspect(first);
    }
    inspect(first);
    Ok(())
}
