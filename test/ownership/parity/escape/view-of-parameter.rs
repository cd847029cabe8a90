//! What borrows from a parameter is returned.
use prelude::*;

fn look(file: &FileRef) -> View<'_> {
    view(file)
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    look(&file).size();
    Ok(())
}
