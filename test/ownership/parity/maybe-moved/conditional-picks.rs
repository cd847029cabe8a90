//! A conditional expression picks one of two files, and both are used afterwards.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let first = FileRef::anon_inode_getfile(current)?;
    let second = FileRef::anon_inode_getfile(current)?;
    let chosen = if sometimes { &first } else { &second };
    inspect(chosen);
    fput(first);
    fput(second);
    Ok(())
}
