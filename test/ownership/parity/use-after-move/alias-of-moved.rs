//! A second name means the same value, which was moved by the first.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let alias = &file;
    fput(file);
    inspect(alias);
    Ok(())
}
