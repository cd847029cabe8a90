//! What came back is bound by the test that looks for it.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    if let Some(file) = offer(FileRef::anon_inode_getfile(current)?) {
        fput(file);
    }
    Ok(())
}
