//! A list is an argument of the exclusive call on it.
use prelude::*;

fn fill(target: &mut FileList, source: &FileList) {
    let _ = (target.len(), source.len());
}

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    fill(&mut list, &list);
    Ok(())
}
