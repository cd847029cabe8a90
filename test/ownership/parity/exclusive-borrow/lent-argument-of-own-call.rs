//! What a list lends is an argument of a call that takes the list exclusively.
use prelude::*;

fn fill(target: &mut FileList, source: &FileRef) {
    let _ = (target.len(), source.private_data());
}

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    fill(&mut list, list.first());
    Ok(())
}
