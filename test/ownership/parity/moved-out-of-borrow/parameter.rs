//! A function gives away a file that it only borrows.
use prelude::*;

fn helper(file: &FileRef) {
    fput(*file);
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    helper(&file);
    Ok(())
}
