//! Arguments are evaluated from left to right: the move comes before the read.
use prelude::*;

fn both(file: FileRef, _size: u32) {
    fput(file);
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    both(file, inspect(&file));
    Ok(())
}
