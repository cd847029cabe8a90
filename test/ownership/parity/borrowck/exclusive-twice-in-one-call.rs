//! One call gets two exclusive borrows from the same list.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    exchange(list.first_mut(), list.first_mut());
    Ok(())
}
