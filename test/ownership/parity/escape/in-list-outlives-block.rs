//! A list from outside keeps a value that an inner block disposes.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list: Vec<&FileRef> = Vec::new();
    {
        let file = FileRef::anon_inode_getfile(current)?;
        list.push(&file);
    }
    let _ = list.len();
    Ok(())
}
