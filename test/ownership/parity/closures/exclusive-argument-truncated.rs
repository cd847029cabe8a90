//! A callback truncates the file that it is lent exclusively.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    list.each_mut(|file| truncate(file));
    Ok(())
}
