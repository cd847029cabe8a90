//! A function calls a parameter once that it may call once.
use prelude::*;

fn run(body: impl FnOnce()) {
    body();
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    run(|| fput(file));
    Ok(())
}
