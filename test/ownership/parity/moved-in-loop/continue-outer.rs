//! An inner loop goes on with the outer one after it moved.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    'outer: for _ in 0..2 {
        for _ in 0..2 {
            fput(file);
            continue 'outer;
        }
    }
    Ok(())
}
