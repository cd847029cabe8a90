//! Each iteration puts another value where it moved one away.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    for _ in 0..3 {
        fput(file);
        file = FileRef::anon_inode_getfile(current)?;
    }
    fput(file);
    Ok(())
}
