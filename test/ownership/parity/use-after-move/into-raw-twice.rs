//! The reference is given away twice.
use prelude::*;

pub fn program(current: &mut Task) -> Result<bool> {
    let file = FileRef::anon_inode_getfile(current)?;
    Ok(file.into_raw() == file.into_raw())
}
