//! Every branch that gives the file away leaves.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let size = inspect(&file);
    if size > 4 {
        fput(file);
        return Ok(());
    } else if sometimes {
        fput(file);
        return Ok(());
    }
    inspect(&file);
    Ok(())
}
