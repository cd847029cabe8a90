//! An exclusive borrow is no ownership either.
use prelude::*;

fn helper(file: &mut FileRef) {
    fput(*file);
}

pub fn program(current: &mut Task) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    helper(&mut file);
    Ok(())
}
