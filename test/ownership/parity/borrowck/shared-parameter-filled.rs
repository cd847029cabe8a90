//! A function fills a list that it was lent for reading.
use prelude::*;

fn grow(list: &FileList) {
    list.fill(1);
}

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    grow(&list);
    Ok(())
}
