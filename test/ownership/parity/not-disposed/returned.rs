//! A value is the caller's from the return on.
use prelude::*;

fn make(current: &Task) -> Result<FileRef> {
    let file = FileRef::anon_inode_getfile(current)?;
    inspect(&file);
    Ok(file)
}

pub fn program(current: &mut Task) -> Result {
    let file = make(current)?;
    inspect(&file);
    Ok(())
}
