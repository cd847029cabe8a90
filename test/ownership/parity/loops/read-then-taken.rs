//! One loop reads each file of an array, and another one takes them.
use prelude::*;

fn finish(files: Vec<FileRef>) {
    for file in &files {
        inspect(file);
    }
    for file in files {
        fput(file);
    }
}

pub fn program(current: &mut Task) -> Result {
    finish(vec![FileRef::anon_inode_getfile(current)?]);
    Ok(())
}
