//! A returned value is disposed by its scope.
use prelude::*;

fn make(current: &Task) -> Result<&FileRef> {
    let file = FileRef::anon_inode_getfile(current)?;
    Ok(&file)
}

pub fn program(current: &mut Task) -> Result {
    inspect(make(current)?);
    Ok(())
}
