//! A parameter is a function that takes the file, which is read afterwards.
use prelude::*;

fn finish(file: FileRef, give: fn(FileRef)) {
    give(file);
    inspect(&file);
}

pub fn program(current: &mut Task) -> Result {
    finish(FileRef::anon_inode_getfile(current)?, fput);
    Ok(())
}
