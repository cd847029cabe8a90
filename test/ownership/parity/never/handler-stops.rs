//! The handler takes the file and calls what never returns.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    if current.may_fail().is_err() {
        fput(file);
        stop();
    }
    inspect(&file);
    Ok(())
}
