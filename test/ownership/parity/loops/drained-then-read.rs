//! A list is read after it was drained.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    list.drain(|file| fput(file));
    list.len();
    Ok(())
}
