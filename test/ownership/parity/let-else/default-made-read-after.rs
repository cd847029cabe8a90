//! A new file is made when there is none, and the file is read after it was given away.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = match maybe_file(current, sometimes) {
        Some(file) => file,
        None => FileRef::anon_inode_getfile(current)?,
    };
    fput(file);
    inspect(&file);
    Ok(())
}
