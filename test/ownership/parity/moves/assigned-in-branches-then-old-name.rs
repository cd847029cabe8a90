//! A variable gets one of two files and is given away, and one of them is read.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let first = FileRef::anon_inode_getfile(current)?;
    let second = FileRef::anon_inode_getfile(current)?;
    let chosen;
    if sometimes {
        chosen = first;
    } else {
        chosen = second;
    }
    fput(chosen);
    inspect(&first);
    Ok(())
}
