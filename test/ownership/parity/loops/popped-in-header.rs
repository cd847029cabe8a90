//! The header of a loop takes out the next file.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let mut next = list.pop();
    while let Some(file) = next {
        fput(file);
        next = list.pop();
    }
    Ok(())
}
