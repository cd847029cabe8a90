//! A function calls a parameter on each of two branches that it may call once.
use prelude::*;

fn run(body: impl FnOnce(), sometimes: bool) {
    if sometimes {
        body();
    } else {
        body();
    }
}

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    run(|| fput(file), sometimes);
    Ok(())
}
