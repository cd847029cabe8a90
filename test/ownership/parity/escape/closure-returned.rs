//! A closure that borrows a local is returned.
use prelude::*;

fn make(file: FileRef) -> impl Fn() -> u32 {
    let own = file;
    || inspect(&own)
}

pub fn program(current: &mut Task) -> Result {
    make(FileRef::anon_inode_getfile(current)?)();
    Ok(())
}
