//! Each iteration fills the list before it moves the cursor of the round before.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let mut cursor = None;
    for _ in 0..2 {
        list.fill(1);
        if cursor.is_none() {
            cursor = Some(list.cursor());
        }
        if let Some(cursor) = &mut cursor {
            cursor.next();
        }
    }
    Ok(())
}
