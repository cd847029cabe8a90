//! A loop empties a list while its condition reads what the list lent.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let first = list.first();
    while inspect(first) > 0 {
        if let Some(file) = list.pop() {
            fput(file);
        }
    }
    Ok(())
}
