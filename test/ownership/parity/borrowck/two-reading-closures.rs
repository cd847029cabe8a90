//! Two closures that read the same list are alive at once.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let one = || list.len();
    let two = || list.len();
    one();
    two();
    one();
    Ok(())
}
