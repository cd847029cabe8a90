//! A call takes two files and gets the same one twice.
use prelude::*;

fn join(first: FileRef, second: FileRef) {
    fput(first);
    fput(second);
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    join(file, file);
    Ok(())
}
