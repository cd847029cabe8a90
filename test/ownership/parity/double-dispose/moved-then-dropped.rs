//! A value is disposed by hand after it was given away.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    fput(file);
    drop(file);
    Ok(())
}
