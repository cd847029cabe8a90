//! An optional parameter would take a file, and gets none.
use prelude::*;

fn accept(file: Option<FileRef>) {
    if let Some(file) = file {
        fput(file);
    }
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    accept(None);
    inspect(&file);
    Ok(())
}
