//! A `using` variable is bound to a value that was given away before.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    fput(file);
    let own: FileRef = file;
    inspect(&own);
    Ok(())
}
