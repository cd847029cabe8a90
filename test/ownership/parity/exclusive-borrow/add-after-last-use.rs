//! A list grows after the last use of what it lent.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let first = list.first();
    inspect(first);
    list.add(FileRef::anon_inode_getfile(current)?);
    Ok(())
}
