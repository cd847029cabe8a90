//! Two loops take each file of the same array.
use prelude::*;

fn finish(files: Vec<FileRef>) {
    for file in files {
        fput(file);
    }
    for file in files {
        fput(file);
    }
}

pub fn program(current: &mut Task) -> Result {
    finish(vec![FileRef::anon_inode_getfile(current)?]);
    Ok(())
}
