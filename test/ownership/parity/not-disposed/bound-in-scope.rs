//! A value is disposed with its block.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    {
        let file = FileRef::anon_inode_getfile(current)?;
        inspect(&file);
    }
    current.may_fail()?;
    Ok(())
}
