//! A method promises to lend from its receiver and lends from its parameter.
use prelude::*;

struct Finder;

impl Finder {
    fn look(&self, file: &FileRef) -> View<'_> {
        view(file)
    }
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    Finder.look(&file).size();
    Ok(())
}
