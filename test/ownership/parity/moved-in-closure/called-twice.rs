//! A closure that is called twice gives the file away.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    twice(|| fput(file));
    Ok(())
}
