//! One call borrows the same file exclusively and shared.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    copy_into(&mut file, &file);
    Ok(())
}
