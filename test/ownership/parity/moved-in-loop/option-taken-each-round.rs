//! A variable is emptied before its value is given away, and filled again.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut waiting = Some(FileRef::anon_inode_getfile(current)?);
    for _ in 0..2 {
        if let Some(file) = waiting {
            fput(file);
        }
        waiting = Some(FileRef::anon_inode_getfile(current)?);
    }
    if let Some(file) = waiting {
        fput(file);
    }
    Ok(())
}
