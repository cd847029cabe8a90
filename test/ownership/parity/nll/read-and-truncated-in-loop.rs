//! A loop looks at a file and truncates it.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    let seen = view(&file);
    for _ in 0..2 {
        seen.size();
        truncate(&mut file);
    }
    Ok(())
}
