//! A closure that runs later takes along a number.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let size = inspect(&file);
    queue_microtask(move || {
        let _ = size;
    });
    Ok(())
}
