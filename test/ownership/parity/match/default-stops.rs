//! The cases that return take the file, and a call that never returns handles the others.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let way = u32::from(sometimes);
    match way {
        0 => fput(file),
        1 => drop(file),
        _ => stop(),
    }
    Ok(())
}
