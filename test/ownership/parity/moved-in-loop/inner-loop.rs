//! An inner loop gives away what the outer loop's iteration made.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    for _ in 0..2 {
        let file = FileRef::anon_inode_getfile(current)?;
        for _ in 0..2 {
            fput(file);
        }
    }
    Ok(())
}
