//! An element of a borrowed list is given away.
use prelude::*;

fn helper(files: &Vec<FileRef>) {
    fput(files[0]);
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    helper(&vec![file]);
    Ok(())
}
