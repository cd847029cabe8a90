//! A callback gives away what it is only lent.
use prelude::*;

fn each(list: &FileList, body: impl Fn(&FileRef)) {
    body(list.first());
}

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    each(&list, |file| fput(*file));
    Ok(())
}
