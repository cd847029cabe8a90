//! A function calls a parameter in a loop that it may call once.
use prelude::*;

fn run(body: impl FnOnce()) {
    for _ in 0..2 {
        body();
    }
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    run(|| fput(file));
    Ok(())
}
