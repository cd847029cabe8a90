//! A value moved to another variable is used there.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let other = file;
    inspect(&other);
    fput(other);
    Ok(())
}
