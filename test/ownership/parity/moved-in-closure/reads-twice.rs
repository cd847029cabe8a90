//! A closure that is called twice reads the file.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    twice(|| {
        inspect(&file);
    });
    fput(file);
    Ok(())
}
