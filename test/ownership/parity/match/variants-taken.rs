//! Each variant of a union is taken apart, and its files are given away.
use prelude::*;

enum Load {
    One { file: FileRef },
    Two { first: FileRef, second: FileRef },
}

fn unload(load: Load) {
    match load {
        Load::One { file } => fput(file),
        Load::Two { first, second } => {
            fput(first);
            fput(second);
        }
    }
}

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    if sometimes {
        unload(Load::One { file: FileRef::anon_inode_getfile(current)? });
    } else {
        unload(Load::Two {
            first: FileRef::anon_inode_getfile(current)?,
            second: FileRef::anon_inode_getfile(current)?,
        });
    }
    Ok(())
}
