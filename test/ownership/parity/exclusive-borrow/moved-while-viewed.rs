//! A file is given away while it is looked at.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let seen = view(&file);
    fput(file);
    seen.size();
    Ok(())
}
