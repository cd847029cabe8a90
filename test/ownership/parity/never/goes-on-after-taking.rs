//! A branch takes the file and calls what returns.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    if sometimes {
        fput(file);
        current.close(1);
    }
    inspect(&file);
    Ok(())
}
