//! An optional parameter takes the file, which is read afterwards.
use prelude::*;

fn accept(file: Option<FileRef>) {
    if let Some(file) = file {
        fput(file);
    }
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    accept(Some(file));
    inspect(&file);
    Ok(())
}
