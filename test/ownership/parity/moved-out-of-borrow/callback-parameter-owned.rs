//! A callback gives away what it is handed.
use prelude::*;

fn each(current: &Task, body: impl Fn(FileRef)) -> Result {
    body(FileRef::anon_inode_getfile(current)?);
    Ok(())
}

pub fn program(current: &mut Task) -> Result {
    each(current, |file| fput(file))?;
    Ok(())
}
