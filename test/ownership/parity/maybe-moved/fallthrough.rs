//! A case that gives the file away falls through to one that reads it.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    if sometimes {
        fput(file);
    }
    inspect(&file);
    Ok(())
}
