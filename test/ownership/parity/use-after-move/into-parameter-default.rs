//! A function that was handed a file gives it on, and reads it afterwards.
use prelude::*;

fn helper(file: FileRef) -> u32 {
    fput(file);
    inspect(&file)
}

pub fn program(current: &mut Task) -> Result {
    helper(FileRef::anon_inode_getfile(current)?);
    Ok(())
}
