//! A while loop moves in its body.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let mut round = 0;
    while round < 3 {
        round += 1;
        fput(file);
    }
    Ok(())
}
