//! A list is read while a cursor walks it.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let mut cursor = list.cursor();
    list.len();
    cursor.next();
    Ok(())
}
