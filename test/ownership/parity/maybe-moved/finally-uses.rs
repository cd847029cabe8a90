//! A finally block uses what the try block may have given away.
use prelude::*;

fn work(file: FileRef, sometimes: bool) {
    if sometimes {
        fput(file);
    }
    inspect(&file);
}

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    work(file, sometimes);
    Ok(())
}
