//! Each iteration makes a cursor, uses it, and fills the list.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    for _ in 0..2 {
        let mut cursor = list.cursor();
        cursor.next();
        list.fill(1);
    }
    Ok(())
}
