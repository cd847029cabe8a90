//! The way out fills the list in which nothing was found.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let Some(found) = list.find(0) else {
        list.fill(1);
        return Ok(());
    };
    inspect(found);
    Ok(())
}
