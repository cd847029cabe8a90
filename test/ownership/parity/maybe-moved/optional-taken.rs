//! An optional file is taken when it is there, and used afterwards.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = if sometimes { Some(FileRef::anon_inode_getfile(current)?) } else { None };
    if let Some(inner) = file {
        fput(inner);
    }
    if let Some(inner) = &file {
        inspect(inner);
    }
    Ok(())
}
