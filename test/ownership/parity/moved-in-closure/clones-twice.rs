//! A closure that is called twice gives away a clone each time.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    twice(|| fput(file.clone()));
    fput(file);
    Ok(())
}
