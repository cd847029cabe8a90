//! A look is turned to another file, and that file is truncated.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let mut other = FileRef::anon_inode_getfile(current)?;
    let mut seen = view(&file);
    seen.size();
    seen = view(&other);
    truncate(&mut other);
    seen.size();
    Ok(())
}
