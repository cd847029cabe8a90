//! A function gives its file to its own next call, or reads it.
use prelude::*;

fn down(file: FileRef, depth: u32) {
    if depth > 0 {
        down(file, depth - 1);
        return;
    }
    inspect(&file);
}

pub fn program(current: &mut Task) -> Result {
    down(FileRef::anon_inode_getfile(current)?, 2);
    Ok(())
}
