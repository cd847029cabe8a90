//! A do loop may run again after it moved.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let mut round = 0;
    loop {
        fput(file);
        round += 1;
        if !(sometimes && round < 2) {
            break;
        }
    }
    Ok(())
}
