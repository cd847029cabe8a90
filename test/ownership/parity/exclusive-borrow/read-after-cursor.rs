//! A list is read after the last step of its cursor.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let mut cursor = list.cursor();
    cursor.next();
    list.len();
    Ok(())
}
