//! The second call gets a clone.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    fput(file.clone());
    fput(file);
    Ok(())
}
