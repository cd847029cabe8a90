//! An inner variable of the same name is another one.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    {
        let file = FileRef::anon_inode_getfile(current)?;
        fput(file);
    }
    inspect(&file);
    Ok(())
}
