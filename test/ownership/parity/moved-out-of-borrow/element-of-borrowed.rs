//! An element of a borrowed list is given away.
use prelude::*;

fn helper(files: &[FileRef]) {
    fput(files[0]);
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    helper(&[file]);
    Ok(())
}
