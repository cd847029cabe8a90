//! One path returns what the scope disposes, the other a clone.
use prelude::*;

fn make(current: &Task, sometimes: bool) -> Result<&FileRef> {
    let file = FileRef::anon_inode_getfile(current)?;
    if sometimes {
        return Err(Errno(-1));
    }
    Ok(&file)
}

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    inspect(make(current, sometimes)?);
    Ok(())
}
