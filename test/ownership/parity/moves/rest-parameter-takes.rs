//! A call takes any number of files, and one of them is read afterwards.
use prelude::*;

fn take_all(files: Vec<FileRef>) {
    for file in files {
        fput(file);
    }
}

pub fn program(current: &mut Task) -> Result {
    let first = FileRef::anon_inode_getfile(current)?;
    let second = FileRef::anon_inode_getfile(current)?;
    take_all(vec![first, second]);
    inspect(&second);
    Ok(())
}
