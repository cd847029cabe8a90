//! A callback reads what it is lent.
use prelude::*;

fn each(list: &FileList, body: impl Fn(&FileRef)) {
    body(list.first());
}

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    each(&list, |file| {
        inspect(file);
    });
    Ok(())
}
