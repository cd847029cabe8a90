//! The iteration that moves is the last.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    for _ in 0..3 {
        fput(file);
        break;
    }
    Ok(())
}
