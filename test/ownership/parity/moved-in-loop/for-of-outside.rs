//! A loop over numbers gives away a file from outside.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    for number in [1, 2] {
        let _ = number;
        fput(file);
    }
    Ok(())
}
