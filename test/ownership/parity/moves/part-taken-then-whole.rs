//! A part is taken, and then the whole is taken.
use prelude::*;

struct Both {
    first: FileRef,
    second: FileRef,
}

fn finish(both: Both) {
    fput(both.first);
    fput(both.second);
}

pub fn program(current: &mut Task) -> Result {
    let both = Both {
        first: FileRef::anon_inode_getfile(current)?,
        second: FileRef::anon_inode_getfile(current)?,
    };
    fput(both.first);
    finish(both);
    Ok(())
}
