//! A helper disposes the value that it only borrows.
use prelude::*;

fn helper(file: &FileRef) {
    drop::<FileRef>(*file);
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    helper(&file);
    Ok(())
}
