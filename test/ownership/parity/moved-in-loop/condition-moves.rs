//! The condition of a loop gives the file away.
use prelude::*;

fn gave(file: FileRef) -> bool {
    fput(file);
    false
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    while gave(file) {
        current.close(1);
    }
    Ok(())
}
