//! A generator yields values that its consumer disposes.
use prelude::*;

fn files(current: &Task) -> impl Iterator<Item = FileRef> + '_ {
    core::iter::from_fn(move || FileRef::anon_inode_getfile(current).ok()).take(2)
}

pub fn program(current: &mut Task) -> Result {
    for file in files(current) {
        inspect(&file);
    }
    Ok(())
}
