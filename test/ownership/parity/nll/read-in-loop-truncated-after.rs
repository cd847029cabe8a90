//! A loop looks at a file, which is truncated after the loop.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    let seen = view(&file);
    for _ in 0..2 {
        seen.size();
    }
    truncate(&mut file);
    Ok(())
}
