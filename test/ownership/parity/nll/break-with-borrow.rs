//! A loop fills a list until it leaves with what the list lends.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let first;
    loop {
        if sometimes || list.len() == 0 {
            first = list.first();
            break;
        }
        list.fill(1);
    }
    inspect(first);
    Ok(())
}
