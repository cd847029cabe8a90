//! A closure is called where it stands, and takes the file; it is read afterwards.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    (|| fput(file))();
    inspect(&file);
    Ok(())
}
