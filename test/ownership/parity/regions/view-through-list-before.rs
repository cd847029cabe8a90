//! A helper looks at a file of a list, and the list is filled after the look.
use prelude::*;

fn look(list: &FileList) -> View<'_> {
    view(list.first())
}

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let seen = look(&list);
    seen.size();
    list.fill(1);
    Ok(())
}
