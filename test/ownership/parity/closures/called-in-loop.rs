//! A closure that takes the file is called in a loop.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let give = || fput(file);
    for _ in 0..2 {
        give();
    }
    Ok(())
}
