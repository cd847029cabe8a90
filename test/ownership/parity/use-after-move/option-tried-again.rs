//! What came back from a call is used, not what went in.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    if let Some(back) = offer(file) {
        fput(back);
    }
    Ok(())
}
