//! The case that gives the file away returns.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result<u32> {
    let file = FileRef::anon_inode_getfile(current)?;
    match sometimes {
        true => {
            fput(file);
            return Ok(0);
        }
        false => {}
    }
    Ok(inspect(&file))
}
