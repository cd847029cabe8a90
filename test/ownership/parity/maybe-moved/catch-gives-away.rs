//! The handler gives the file away and goes on to where it is read.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    if current.may_fail().is_err() {
        fput(file);
    }
    inspect(&file);
    Ok(())
}
