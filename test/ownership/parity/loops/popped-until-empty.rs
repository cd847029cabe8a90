//! A loop takes out one file after the other until there is none.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    while let Some(file) = list.pop() {
        fput(file);
    }
    Ok(())
}
