//! The branch that moves puts another value there.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    if sometimes {
        fput(file);
        file = FileRef::anon_inode_getfile(current)?;
    }
    fput(file);
    Ok(())
}
