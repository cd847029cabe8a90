//! A closure that takes the file is named first and handed to what calls it twice.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let give = || fput(file);
    twice(give);
    Ok(())
}
