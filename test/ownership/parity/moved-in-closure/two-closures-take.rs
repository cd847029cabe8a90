//! Two closures take the same file.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    once(|| fput(file));
    once(|| fput(file));
    Ok(())
}
