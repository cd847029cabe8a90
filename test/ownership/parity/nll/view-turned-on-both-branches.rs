//! A look is turned to other files on both branches, and the first file is truncated.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    let other = FileRef::anon_inode_getfile(current)?;
    let third = FileRef::anon_inode_getfile(current)?;
    let mut seen = view(&file);
    seen.size();
    if sometimes {
        seen = view(&other);
    } else {
        seen = view(&third);
    }
    truncate(&mut file);
    seen.size();
    Ok(())
}
