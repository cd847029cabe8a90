//! A branch takes the file and loops for ever.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    if inspect(&file) > 1 {
        fput(file);
        loop {
            current.close(1);
        }
    }
    inspect(&file);
    Ok(())
}
