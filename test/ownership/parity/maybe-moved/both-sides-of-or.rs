//! A condition gives the file away on its right side, and the branch reads it.
use prelude::*;

fn gave(file: FileRef) -> bool {
    fput(file);
    true
}

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    if sometimes || gave(file) {
        inspect(&file);
    }
    Ok(())
}
