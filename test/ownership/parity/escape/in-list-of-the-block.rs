//! A list of the same block keeps a value that the block disposes.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    {
        let file = FileRef::anon_inode_getfile(current)?;
        let mut list: Vec<&FileRef> = Vec::new();
        list.push(&file);
        let _ = list.len();
    }
    Ok(())
}
