//! An early return leaves a bound value behind, which is disposed all the same.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    if sometimes {
        return Ok(());
    }
    inspect(&file);
    Ok(())
}
