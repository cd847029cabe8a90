//! A look is turned to another file, and the first file is truncated.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    let other = FileRef::anon_inode_getfile(current)?;
    let mut seen = view(&file);
    seen.size();
    seen = view(&other);
    truncate(&mut file);
    seen.size();
    Ok(())
}
