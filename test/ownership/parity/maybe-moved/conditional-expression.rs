//! One side of a conditional expression takes the file.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let _raw = if sometimes { file.into_raw() } else { 0 };
    inspect(&file);
    Ok(())
}
