//! A closure that is called once takes the file in each iteration.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    for _ in 0..2 {
        once(|| fput(file));
    }
    Ok(())
}
