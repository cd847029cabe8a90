//! A callback keeps a number of the file that it is lent in a variable from outside.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let mut kept = None;
    list.each(|file| kept = Some(inspect(file)));
    if let Some(kept) = kept {
        current.close(kept);
    }
    Ok(())
}
