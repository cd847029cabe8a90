//! A closure inside a closure takes the file; both are called once.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    once(|| once(|| fput(file)));
    Ok(())
}
