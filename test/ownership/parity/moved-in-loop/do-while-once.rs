//! A loop whose condition is false runs once; Rust writes it as a block.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    loop {
        fput(file);
        break;
    }
    Ok(())
}
