//! A loop's `continue` skips the disposal of what the iteration made.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    for _ in 0..3 {
        let file = FileRef::anon_inode_getfile(current)?;
        if sometimes {
            continue;
        }
        fput(file);
    }
    Ok(())
}
