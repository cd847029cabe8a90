//! A file is found in a list and read, and then the list is cleared.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    if let Some(found) = list.find(0) {
        inspect(found);
        list.clear();
    }
    Ok(())
}
