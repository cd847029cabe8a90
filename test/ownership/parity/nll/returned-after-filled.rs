//! A function returns what a list lent before the function filled it.
use prelude::*;

fn first_of(list: &mut FileList) -> &FileRef {
    let first = list.first();
    list.fill(1);
    first
}

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    inspect(first_of(&mut list));
    Ok(())
}
