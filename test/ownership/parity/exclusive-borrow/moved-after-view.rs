//! A file is given away after the last look at it.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let seen = view(&file);
    seen.size();
    fput(file);
    Ok(())
}
