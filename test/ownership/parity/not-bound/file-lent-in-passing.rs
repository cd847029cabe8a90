//! A value is bound before it is lent.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    inspect(&file);
    Ok(())
}
