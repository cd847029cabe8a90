//! A file is truncated while it is looked at, in a loop.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    let seen = view(&file);
    for _ in 0..2 {
        truncate(&mut file);
        seen.size();
    }
    Ok(())
}
