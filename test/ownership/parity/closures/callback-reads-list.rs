//! A callback reads the list that calls it exclusively.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    list.each_mut(|file| {
        truncate(file);
        list.len();
    });
    Ok(())
}
