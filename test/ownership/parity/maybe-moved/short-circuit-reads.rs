//! The right side of `&&` only reads.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let _done = sometimes && inspect(&file) > 0;
    fput(file);
    Ok(())
}
