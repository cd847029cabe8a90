//! A stack takes a file, which is given away afterwards.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut owned: Vec<FileRef> = Vec::new();
    let file = FileRef::anon_inode_getfile(current)?;
    owned.push(file);
    fput(file);
    Ok(())
}
