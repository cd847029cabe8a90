//! The condition of a branch takes the file, which the branch reads.
use prelude::*;

fn gave(file: FileRef) -> bool {
    fput(file);
    true
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    if gave(file) {
        inspect(&file);
    }
    Ok(())
}
