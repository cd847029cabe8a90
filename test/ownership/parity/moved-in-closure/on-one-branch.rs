//! A closure that is called twice gives the file away on one of its branches.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    twice(|| {
        if sometimes {
            fput(file);
        }
    });
    Ok(())
}
