//! A value goes through a chain of owners.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    fput(pass_on(pass_on(file)));
    Ok(())
}
