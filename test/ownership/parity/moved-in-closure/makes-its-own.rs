//! A closure that is called twice makes the file that it gives away.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    twice(|| {
        if let Ok(file) = FileRef::anon_inode_getfile(current) {
            fput(file);
        }
    });
    Ok(())
}
