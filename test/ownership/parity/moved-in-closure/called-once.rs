//! A closure that is called once gives the file away.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    once(|| fput(file));
    Ok(())
}
