//! A helper looks at a file of a list, and the list is filled during the look.
use prelude::*;

fn look(list: &FileList) -> View<'_> {
    view(list.first())
}

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let seen = look(&list);
    list.fill(1);
    seen.size();
    Ok(())
}
