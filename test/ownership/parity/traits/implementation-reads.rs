//! An interface lends the file to its method, and the class reads it.
use prelude::*;

trait Sink {
    fn put(&self, file: &FileRef);
}

struct Reading;

impl Sink for Reading {
    fn put(&self, file: &FileRef) {
        inspect(file);
    }
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    Reading.put(&file);
    Ok(())
}
