//! A finally block that only reads runs before the move of the return.
use prelude::*;

pub fn program(current: &mut Task) -> Result<usize> {
    let file = FileRef::anon_inode_getfile(current)?;
    let result = current.may_fail();
    inspect(&file);
    result?;
    Ok(file.into_raw())
}
