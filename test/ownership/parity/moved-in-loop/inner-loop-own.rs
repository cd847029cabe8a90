//! An inner loop gives away what its own iteration made.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    for _ in 0..2 {
        for _ in 0..2 {
            let file = FileRef::anon_inode_getfile(current)?;
            fput(file);
        }
    }
    Ok(())
}
