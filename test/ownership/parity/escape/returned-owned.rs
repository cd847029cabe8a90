//! A returned value is disposed by no scope.
use prelude::*;

fn make(current: &Task) -> Result<FileRef> {
    let file = FileRef::anon_inode_getfile(current)?;
    Ok(file)
}

pub fn program(current: &mut Task) -> Result {
    let file = make(current)?;
    inspect(&file);
    Ok(())
}
