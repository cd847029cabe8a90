//! A list is iterated and given away afterwards.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    for file in list.iter() {
        inspect(file);
    }
    release(list);
    Ok(())
}
