//! A value is disposed by hand, once.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    inspect(&file);
    drop(file);
    Ok(())
}
