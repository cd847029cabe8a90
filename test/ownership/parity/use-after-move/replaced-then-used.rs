//! A variable gets a new value after the move, and may be used again.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    fput(file);
    file = FileRef::anon_inode_getfile(current)?;
    inspect(&file);
    fput(file);
    Ok(())
}
