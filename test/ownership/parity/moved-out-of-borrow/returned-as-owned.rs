//! A borrowed parameter is returned as if it were owned.
use prelude::*;

fn helper(file: &FileRef) -> FileRef {
    *file
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    fput(helper(&file));
    Ok(())
}
