//! An owner takes a value, and disposes it with itself.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    let file = FileRef::anon_inode_getfile(current)?;
    list.add(file);
    inspect(list.first());
    Ok(())
}
