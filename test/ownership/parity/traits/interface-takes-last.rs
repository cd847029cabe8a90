//! An interface takes the file, as the last step.
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
    inspect(&file);
    sink.put(file);
}

pub fn program(current: &mut Task) -> Result {
    finish(&Closing, FileRef::anon_inode_getfile(current)?);
    Ok(())
}
