//! Each iteration offers the same file and gives away what comes back.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    for _ in 0..2 {
        if let Some(back) = offer(file) {
            fput(back);
        }
    }
    Ok(())
}
