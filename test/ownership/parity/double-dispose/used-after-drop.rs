//! A value is used after its disposal.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    drop(file);
    inspect(&file);
    Ok(())
}
