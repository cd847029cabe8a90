//! A closure that borrows a local is returned.
use prelude::*;

fn make(current: &Task) -> Result<impl Fn() -> u32> {
    let file = FileRef::anon_inode_getfile(current)?;
    Ok(|| inspect(&file))
}

pub fn program(current: &mut Task) -> Result {
    make(current)?();
    Ok(())
}
