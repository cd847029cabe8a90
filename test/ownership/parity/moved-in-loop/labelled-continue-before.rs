//! The iteration that moves the value leaves the loop; earlier ones go on.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    'outer: for _ in 0..2 {
        for _ in 0..2 {
            if sometimes {
                continue 'outer;
            }
            break 'outer;
        }
    }
    fput(file);
    Ok(())
}
