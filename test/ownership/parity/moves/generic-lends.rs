//! A generic function borrows the file, which is given away afterwards.
use prelude::*;

fn look<T>(_value: &T) {}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    look(&file);
    fput(file);
    Ok(())
}
