//! A variable gets another file while the first is looked at.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    let seen = view(&file);
    file = FileRef::anon_inode_getfile(current)?;
    seen.size();
    fput(file);
    Ok(())
}
