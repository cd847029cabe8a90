//! A variable gets back what a call took from it.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    file = pass_on(file);
    fput(file);
    Ok(())
}
