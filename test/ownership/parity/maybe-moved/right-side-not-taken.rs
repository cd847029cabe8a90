//! A condition gives the file away on its right side, and only the other way reads it.
use prelude::*;

fn gave(file: FileRef) -> bool {
    fput(file);
    true
}

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    if !sometimes {
        inspect(&file);
        return Ok(());
    }
    if gave(file) {
        current.close(1);
    }
    Ok(())
}
