//! A file is given away and replaced while it is looked at.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    let seen = view(&file);
    fput(file);
    file = FileRef::anon_inode_getfile(current)?;
    seen.size();
    fput(file);
    Ok(())
}
