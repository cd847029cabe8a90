//! Every case of a switch gives the value away.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    match sometimes {
        true => fput(file),
        _ => drop(file),
    }
    Ok(())
}
