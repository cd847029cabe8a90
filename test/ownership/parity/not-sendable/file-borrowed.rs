//! A thread's code borrows a file of this thread.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    spawn(|| {
        inspect(&file);
    });
    Ok(())
}
