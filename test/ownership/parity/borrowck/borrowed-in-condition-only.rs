//! The condition of a branch borrows from the list that the branch fills.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    if inspect(list.first()) > 0 {
        list.fill(1);
    }
    Ok(())
}
