//! A generic function takes the file, which is read afterwards.
use prelude::*;

fn consume<T>(value: T) {
    drop(value);
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    consume(file);
    inspect(&file);
    Ok(())
}
