//! An absent value needs no disposal.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let mut file = None;
    if sometimes {
        file = Some(FileRef::anon_inode_getfile(current)?);
    }
    if let Some(file) = file {
        fput(file);
    }
    Ok(())
}
