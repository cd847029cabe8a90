//! One call borrows the same file exclusively twice.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    exchange(&mut file, &mut file);
    Ok(())
}
