//! A move stands left of a comma, the read right of it.
use prelude::*;

pub fn program(current: &mut Task) -> Result<u32> {
    let file = FileRef::anon_inode_getfile(current)?;
    let size = {
        fput(file);
        inspect(&file)
    };
    Ok(size)
}
