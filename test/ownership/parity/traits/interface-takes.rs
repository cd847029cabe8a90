//! An interface takes the file, which is read afterwards.
use prelude::*;

trait Sink {
    fn put(&self, file: FileRef);
}

struct Closing;

impl Sink for Closing {
    fn put(&self, file: FileRef) {
        fput(file);
    }
}

fn finish(sink: &dyn Sink, file: FileRef) {
    sink.put(file);
    inspect(&file);
}

pub fn program(current: &mut Task) -> Result {
    finish(&Closing, FileRef::anon_inode_getfile(current)?);
    Ok(())
}
