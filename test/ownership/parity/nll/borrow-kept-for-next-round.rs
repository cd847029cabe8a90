//! A loop fills a list and then reads what the list lent before the loop.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let first = list.first();
    loop {
        list.fill(1);
        if sometimes || list.len() > 0 {
            break;
        }
        inspect(first);
    }
    Ok(())
}
