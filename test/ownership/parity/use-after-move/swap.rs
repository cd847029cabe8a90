//! Two variables swap their values, and each is given away once.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut first = FileRef::anon_inode_getfile(current)?;
    let mut second = FileRef::anon_inode_getfile(current)?;
    (first, second) = (second, first);
    fput(first);
    fput(second);
    Ok(())
}
