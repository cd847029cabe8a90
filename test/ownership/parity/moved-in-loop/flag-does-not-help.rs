//! A flag prevents the second iteration, which rustc cannot see.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let mut done = false;
    for _ in 0..3 {
        if !done {
            fput(file);
            done = true;
        }
    }
    Ok(())
}
