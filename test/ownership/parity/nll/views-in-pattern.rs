//! A pattern binds looks at two files, and the file of the look that is used is truncated.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let mut other = FileRef::anon_inode_getfile(current)?;
    let (one, two) = (view(&file), view(&other));
    one.size();
    truncate(&mut other);
    two.size();
    Ok(())
}
