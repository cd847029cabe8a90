//! A variable gets another file, and the old one is taken under a second name.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    let old = core::mem::replace(&mut file, FileRef::anon_inode_getfile(current)?);
    fput(old);
    fput(file);
    Ok(())
}
