//! A branch takes the file and calls what never returns.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    if sometimes {
        fput(file);
        stop();
    }
    inspect(&file);
    Ok(())
}
