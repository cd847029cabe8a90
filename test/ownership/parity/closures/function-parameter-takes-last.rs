//! A parameter is a function that takes the file, as the last step.
use prelude::*;

fn finish(file: FileRef, give: fn(FileRef)) {
    inspect(&file);
    give(file);
}

pub fn program(current: &mut Task) -> Result {
    finish(FileRef::anon_inode_getfile(current)?, fput);
    Ok(())
}
