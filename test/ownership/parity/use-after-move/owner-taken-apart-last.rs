//! An owner is taken apart, and only its part is used.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    list.len();
    let first = list.into_first();
    fput(first);
    Ok(())
}
