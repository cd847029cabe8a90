//! A function returns a look at its parameter as if it borrowed from nothing.
use prelude::*;

fn look(file: &FileRef) -> View<'static> {
    view(file)
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    look(&file).size();
    Ok(())
}
