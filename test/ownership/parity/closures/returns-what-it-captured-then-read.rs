//! A closure that is called once returns the file, which is then read under its old name.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let back = map_once(|| file);
    fput(back);
    inspect(&file);
    Ok(())
}
