//! Two exclusive borrows of a list follow one another.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    truncate(list.first_mut());
    truncate(list.first_mut());
    Ok(())
}
