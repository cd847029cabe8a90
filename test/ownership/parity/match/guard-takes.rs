//! The test of the first branch takes the file, and the test of the second reads it.
use prelude::*;

fn gave(file: FileRef) -> bool {
    fput(file);
    false
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    if gave(file) {
        current.close(1);
    } else if inspect(&file) > 0 {
        current.close(2);
    }
    Ok(())
}
