//! A list is filled between the search and the test of what was found.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let found = list.find(0);
    list.fill(1);
    if let Some(found) = found {
        inspect(found);
    }
    Ok(())
}
