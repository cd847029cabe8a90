//! A conditional expression hands on one of two files; one of them is used afterwards.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let first = FileRef::anon_inode_getfile(current)?;
    let second = FileRef::anon_inode_getfile(current)?;
    fput(if sometimes { first } else { second });
    inspect(&first);
    Ok(())
}
