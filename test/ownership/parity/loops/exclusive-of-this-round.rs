//! Each iteration truncates what the list lends exclusively.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    for _ in 0..2 {
        let next = list.first_mut();
        truncate(next);
    }
    Ok(())
}
