//! A closure that borrows a local runs when the local is gone.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    queue_microtask(|| {
        inspect(&file);
    });
    Ok(())
}
