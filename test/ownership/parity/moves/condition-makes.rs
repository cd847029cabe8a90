//! The condition of a loop makes the file that it takes.
use prelude::*;

fn gave(file: FileRef) -> bool {
    fput(file);
    false
}

pub fn program(current: &mut Task) -> Result {
    while gave(FileRef::anon_inode_getfile(current)?) {
        current.close(1);
    }
    Ok(())
}
