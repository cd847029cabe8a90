//! A variable gets another value while it still owns the first.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    inspect(&file);
    file = FileRef::anon_inode_getfile(current)?;
    fput(file);
    Ok(())
}
