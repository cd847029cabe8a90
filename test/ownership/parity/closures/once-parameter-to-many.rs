//! A function hands on a parameter that may be called once to one that calls it twice.
use prelude::*;

fn run(body: impl FnOnce()) {
    twice(body);
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    run(|| fput(file));
    Ok(())
}
