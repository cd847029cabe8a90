//! Two cases share the body that takes the file; the third reads it.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let way = u32::from(sometimes);
    match way {
        0 | 1 => fput(file),
        _ => {
            inspect(&file);
        }
    }
    Ok(())
}
