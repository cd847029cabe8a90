//! What is found in a list is read, and the list is filled where nothing was found.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    match list.find(0) {
        Some(found) => {
            inspect(found);
        }
        None => list.fill(1),
    }
    Ok(())
}
