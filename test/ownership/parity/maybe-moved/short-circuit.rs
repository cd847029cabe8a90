//! The right side of `&&` gives the file away.
use prelude::*;

fn gave(file: FileRef) -> bool {
    fput(file);
    true
}

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let _done = sometimes && gave(file);
    inspect(&file);
    Ok(())
}
