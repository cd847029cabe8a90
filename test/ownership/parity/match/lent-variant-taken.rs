//! A function that is lent a union gives its file away.
use prelude::*;

enum Load {
    One { file: FileRef },
    None,
}

fn unload(load: &Load) {
    match *load {
        Load::One { file } => fput(file),
        Load::None => {}
    }
}

pub fn program(current: &mut Task) -> Result {
    let load = Load::One { file: FileRef::anon_inode_getfile(current)? };
    unload(&load);
    Ok(())
}
