//! A list is taken apart while an element of it is lent.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let first = list.first();
    let owned = list.into_first();
    inspect(first);
    fput(owned);
    Ok(())
}
