//! A file is disposed by hand while it is looked at.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let seen = view(&file);
    drop(file);
    seen.size();
    Ok(())
}
