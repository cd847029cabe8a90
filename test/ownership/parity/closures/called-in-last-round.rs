//! A closure that takes the file is called in the last iteration of a loop.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let give = || fput(file);
    for round in 0..2 {
        if round == 1 {
            give();
            break;
        }
    }
    Ok(())
}
