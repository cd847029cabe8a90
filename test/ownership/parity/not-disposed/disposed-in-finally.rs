//! A finally block disposes what the try block may leave behind.
use prelude::*;

fn work(current: &Task, file: &FileRef) -> Result {
    current.may_fail()?;
    inspect(file);
    Ok(())
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let result = work(current, &file);
    drop(file);
    result?;
    Ok(())
}
