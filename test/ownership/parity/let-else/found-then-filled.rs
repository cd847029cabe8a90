//! What was found in a list is read after the list was filled.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let Some(found) = list.find(0) else {
        return Ok(());
    };
    list.fill(1);
    inspect(found);
    Ok(())
}
