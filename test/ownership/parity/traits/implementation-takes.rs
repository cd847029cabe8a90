//! An interface lends the file to its method, and the class takes it.
use prelude::*;

trait Sink {
    fn put(&self, file: &FileRef);
}

struct Closing;

impl Sink for Closing {
    fn put(&self, file: FileRef) {
        fput(file);
    }
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    Closing.put(&file);
    Ok(())
}
