//! What a method lends is bound to a scope that would dispose it.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let first: FileRef = *list.first();
    inspect(&first);
    Ok(())
}
