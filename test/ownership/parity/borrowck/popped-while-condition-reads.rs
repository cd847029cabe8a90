//! A loop empties a list whose length its condition reads.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    while list.len() > 0 {
        if let Some(file) = list.pop() {
            fput(file);
        }
    }
    Ok(())
}
