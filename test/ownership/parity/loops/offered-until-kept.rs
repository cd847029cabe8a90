//! Each iteration offers the file that came back from the one before.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut file = Some(FileRef::anon_inode_getfile(current)?);
    for _ in 0..2 {
        let Some(inner) = file else { return Ok(()) };
        file = offer(inner);
    }
    Ok(())
}
