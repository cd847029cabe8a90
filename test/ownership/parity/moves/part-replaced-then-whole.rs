//! A part is taken and replaced, and then the whole is taken.
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
    let mut both = Both {
        first: FileRef::anon_inode_getfile(current)?,
        second: FileRef::anon_inode_getfile(current)?,
    };
    fput(both.first);
    both.first = FileRef::anon_inode_getfile(current)?;
    finish(both);
    Ok(())
}
