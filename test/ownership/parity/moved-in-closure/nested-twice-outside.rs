//! A closure that is called once takes the file, inside one that is called twice.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    twice(|| once(|| fput(file)));
    Ok(())
}
