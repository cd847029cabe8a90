//! A value is used after an owner took it.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    let file = FileRef::anon_inode_getfile(current)?;
    list.add(file);
    inspect(&file);
    Ok(())
}
