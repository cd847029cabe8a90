//! A closure that is called once returns the file that it captured.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let back = map_once(|| file);
    fput(back);
    Ok(())
}
