//! A function hands on a parameter twice that may be called once.
use prelude::*;

fn run(body: impl FnOnce()) {
    once(body);
    once(body);
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    run(|| fput(file));
    Ok(())
}
