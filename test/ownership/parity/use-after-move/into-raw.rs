//! The address outlives the reference; the reference is not used again.
use prelude::*;

pub fn program(current: &mut Task) -> Result<usize> {
    let file = FileRef::anon_inode_getfile(current)?;
    inspect(&file);
    let raw = file.into_raw();
    Ok(raw)
}
