//! What went in is used, though it came back under another name.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    if let Some(back) = offer(file) {
        inspect(&file);
        fput(back);
    }
    Ok(())
}
