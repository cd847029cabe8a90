//! A list is cleared between finding a file in it and reading the file.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    if let Some(found) = list.find(0) {
        list.clear();
        inspect(found);
    }
    Ok(())
}
