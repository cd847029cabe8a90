//! An interface lends the list for reading, and the class wants it exclusively.
use prelude::*;

trait Sink {
    fn put(&self, list: &FileList);
}

struct Filling;

impl Sink for Filling {
    fn put(&self, list: &mut FileList) {
        list.fill(1);
    }
}

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    Filling.put(&mut list);
    Ok(())
}
