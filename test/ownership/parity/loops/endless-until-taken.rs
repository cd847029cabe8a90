//! An endless loop ends where it gives the file away.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    loop {
        if sometimes || inspect(&file) == 0 {
            fput(file);
            return Ok(());
        }
    }
}
