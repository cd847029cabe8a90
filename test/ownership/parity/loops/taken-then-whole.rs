//! A loop takes each file of an array, and then the array is taken.
use prelude::*;

fn take_all(files: Vec<FileRef>) {
    for file in files {
        fput(file);
    }
}

fn finish(files: Vec<FileRef>) {
    for file in files {
        fput(file);
    }
    take_all(files);
}

pub fn program(current: &mut Task) -> Result {
    finish(vec![FileRef::anon_inode_getfile(current)?]);
    Ok(())
}
