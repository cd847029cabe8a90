//! A flag leads to the move, and the loop ends there by return.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    for _ in 0..3 {
        if sometimes {
            fput(file);
            return Ok(());
        }
        inspect(&file);
    }
    Ok(())
}
