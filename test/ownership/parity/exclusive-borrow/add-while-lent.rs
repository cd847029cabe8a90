//! A list grows while an element of it is lent.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let first = list.first();
    list.add(FileRef::anon_inode_getfile(current)?);
    inspect(first);
    Ok(())
}
