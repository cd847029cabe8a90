//! A second name of a borrowed parameter is given away.
use prelude::*;

fn helper(file: &FileRef) {
    let alias = file;
    fput(*alias);
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    helper(&file);
    Ok(())
}
