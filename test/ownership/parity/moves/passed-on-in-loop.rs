//! Each iteration gives the file to a call and gets it back.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    for _ in 0..2 {
        file = pass_on(file);
    }
    fput(file);
    Ok(())
}
