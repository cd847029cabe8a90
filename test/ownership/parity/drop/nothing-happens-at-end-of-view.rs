//! A look at a file is in scope, but no longer used, when the file is truncated.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    let seen = view(&file);
    seen.size();
    truncate(&mut file);
    Ok(())
}
