//! A number read through a borrow is returned.
use prelude::*;

pub fn program(current: &mut Task) -> Result<u32> {
    let file = FileRef::anon_inode_getfile(current)?;
    let seen = view(&file);
    Ok(seen.size())
}
