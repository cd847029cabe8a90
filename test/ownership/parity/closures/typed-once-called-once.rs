//! A closure whose type says that it is called once takes the file and is called once.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let give: Box<dyn FnOnce()> = Box::new(|| fput(file));
    give();
    Ok(())
}
