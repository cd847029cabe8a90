//! An early return forgets a value that was not bound with `using`.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    if sometimes {
        return Ok(());
    }
    fput(file);
    Ok(())
}
