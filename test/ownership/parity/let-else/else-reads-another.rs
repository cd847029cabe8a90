//! A call takes a file and gives nothing back; the way out reads another file.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let other = FileRef::anon_inode_getfile(current)?;
    let Some(back) = offer(file) else {
        inspect(&other);
        return Ok(());
    };
    fput(back);
    Ok(())
}
