//! An array keeps looks at two files, and one of them is truncated after the last look.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let mut other = FileRef::anon_inode_getfile(current)?;
    let seen = [view(&file), view(&other)];
    for one in &seen {
        one.size();
    }
    truncate(&mut other);
    Ok(())
}
