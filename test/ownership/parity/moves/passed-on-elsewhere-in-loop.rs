//! Each iteration gives the file to a call and binds what comes back to another name.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    for _ in 0..2 {
        let other = pass_on(file);
        fput(other);
    }
    Ok(())
}
