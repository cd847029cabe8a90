//! One case gives the file away, and it is used after the switch.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result<u32> {
    let file = FileRef::anon_inode_getfile(current)?;
    match sometimes {
        true => fput(file),
        false => {}
    }
    Ok(inspect(&file))
}
