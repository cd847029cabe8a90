//! A branch takes the file and loops for a while.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    if inspect(&file) > 1 {
        fput(file);
        for fd in 0..3 {
            current.close(fd);
        }
    }
    inspect(&file);
    Ok(())
}
