//! Two closures that fill the same list are alive at once.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let mut one = || list.fill(1);
    let mut two = || list.fill(2);
    one();
    two();
    Ok(())
}
