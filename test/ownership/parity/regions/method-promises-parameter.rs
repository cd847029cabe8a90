//! A method promises to lend from its parameter and does.
use prelude::*;

struct Finder;

impl Finder {
    fn look<'a>(&self, file: &'a FileRef) -> View<'a> {
        view(file)
    }
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    Finder.look(&file).size();
    Ok(())
}
