//! Two variables would dispose the same value.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let again: FileRef = file;
    inspect(&again);
    drop(file);
    Ok(())
}
