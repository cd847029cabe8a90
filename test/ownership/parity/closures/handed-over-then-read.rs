//! A closure takes the file and is handed over, and the file is read afterwards.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    once(|| fput(file));
    inspect(&file);
    Ok(())
}
