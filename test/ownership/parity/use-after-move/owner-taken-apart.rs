//! An owner is taken apart and used again.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let first = list.into_first();
    fput(first);
    list.len();
    Ok(())
}
