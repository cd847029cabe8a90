//! A loop takes each file of an array that the function was only lent.
use prelude::*;

fn finish(files: &[FileRef]) {
    for file in files {
        fput(*file);
    }
}

pub fn program(current: &mut Task) -> Result {
    let files = vec![FileRef::anon_inode_getfile(current)?];
    finish(&files);
    Ok(())
}
