//! What borrows from a local is returned.
use prelude::*;

fn look(current: &Task) -> Result<View<'_>> {
    let file = FileRef::anon_inode_getfile(current)?;
    Ok(view(&file))
}

pub fn program(current: &mut Task) -> Result {
    look(current)?.size();
    Ok(())
}
