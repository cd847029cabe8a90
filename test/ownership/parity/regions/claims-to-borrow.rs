//! A function returns a look at its parameter, and its signature states it.
use prelude::*;

fn look(file: &FileRef) -> View<'_> {
    view(file)
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    look(&file).size();
    Ok(())
}
