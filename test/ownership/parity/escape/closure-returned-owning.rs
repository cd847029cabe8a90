//! A closure that takes its value along is returned.
use prelude::*;

fn make(current: &Task) -> Result<impl Fn() -> u32> {
    let file = FileRef::anon_inode_getfile(current)?;
    Ok(move || inspect(&file))
}

pub fn program(current: &mut Task) -> Result {
    make(current)?();
    Ok(())
}
