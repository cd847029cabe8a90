//! A branch fills a list and returns; what the list lent is read on the other path.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let first = list.first();
    if sometimes {
        list.fill(1);
        return Ok(());
    }
    inspect(first);
    Ok(())
}
