//! A closure that takes the file is named first and handed over twice.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let give = || fput(file);
    once(give);
    once(give);
    Ok(())
}
