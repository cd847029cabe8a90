//! A caught error skips the only disposal of a value.
use prelude::*;

fn work(current: &Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    current.may_fail()?;
    fput(file);
    Ok(())
}

pub fn program(current: &mut Task) -> Result {
    let _ = work(current);
    Ok(())
}
