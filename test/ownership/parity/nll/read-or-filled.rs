//! One branch reads what a list lent, the other one fills the list.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let first = list.first();
    if sometimes {
        inspect(first);
    } else {
        list.fill(1);
    }
    Ok(())
}
