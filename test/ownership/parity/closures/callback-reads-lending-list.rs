//! A callback reads the list that lends it each file.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    list.each(|file| {
        inspect(file);
        list.len();
    });
    Ok(())
}
