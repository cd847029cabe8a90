//! A closure that is called once takes the value; it is used afterwards.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    once(move || fput(file));
    inspect(&file);
    Ok(())
}
