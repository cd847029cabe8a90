//! A look is turned to another file on one branch, and the first file is truncated.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    let other = FileRef::anon_inode_getfile(current)?;
    let mut seen = view(&file);
    if sometimes {
        seen = view(&other);
    }
    truncate(&mut file);
    seen.size();
    Ok(())
}
