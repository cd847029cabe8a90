//! A stack takes a clone of a file, which is given away afterwards.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut owned: Vec<FileRef> = Vec::new();
    let file = FileRef::anon_inode_getfile(current)?;
    owned.push(file.clone());
    fput(file);
    Ok(())
}
