//! The condition of a branch reads the file, which the branch takes.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    if inspect(&file) > 0 {
        fput(file);
    }
    Ok(())
}
