//! A closure that takes the file is called on one branch and again after it.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let give = || fput(file);
    if sometimes {
        give();
    }
    give();
    Ok(())
}
