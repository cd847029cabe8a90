//! The branch that gives the file away fails.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    if sometimes {
        fput(file);
        return Err(Errno(-1));
    }
    inspect(&file);
    Ok(())
}
