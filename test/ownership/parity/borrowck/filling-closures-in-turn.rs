//! Two closures fill the same list, the second made after the last call of the first.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let mut one = || list.fill(1);
    one();
    let mut two = || list.fill(2);
    two();
    Ok(())
}
