//! One call borrows two files exclusively.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut first = FileRef::anon_inode_getfile(current)?;
    let mut second = FileRef::anon_inode_getfile(current)?;
    exchange(&mut first, &mut second);
    Ok(())
}
