//! A call takes two files and gets one of them and its clone.
use prelude::*;

fn join(first: FileRef, second: FileRef) {
    fput(first);
    fput(second);
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    join(file.clone(), file);
    Ok(())
}
