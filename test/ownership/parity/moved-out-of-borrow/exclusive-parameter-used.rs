//! An exclusive borrow is used as one.
use prelude::*;

fn helper(file: &mut FileRef) {
    truncate(file);
    inspect(file);
}

pub fn program(current: &mut Task) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    helper(&mut file);
    fput(file);
    Ok(())
}
