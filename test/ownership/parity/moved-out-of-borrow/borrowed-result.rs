//! What a method lends is given away.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let first = list.first();
    fput(*first);
    Ok(())
}
