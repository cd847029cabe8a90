//! A method that borrows its receiver calls the closure in it, which may be called once.
use prelude::*;

struct Job<'a> {
    run: Box<dyn FnOnce() + 'a>,
}

impl Job<'_> {
    fn finish(&self) {
        (self.run)();
    }
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let job = Job { run: Box::new(|| fput(file)) };
    job.finish();
    Ok(())
}
