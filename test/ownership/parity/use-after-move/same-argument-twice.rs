//! One call gets the same value as two arguments, one of which it takes.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    fput_like(file, &file);
    Ok(())
}
