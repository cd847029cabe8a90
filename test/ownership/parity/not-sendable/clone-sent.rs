//! A clone is handed to another thread, the file stays.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    send(file.clone());
    inspect(&file);
    Ok(())
}
