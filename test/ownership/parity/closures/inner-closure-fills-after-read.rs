//! A closure inside a closure fills a list, which is read before the last call.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let mut outer = || {
        let mut inner = || list.fill(1);
        inner();
    };
    outer();
    list.len();
    outer();
    Ok(())
}
