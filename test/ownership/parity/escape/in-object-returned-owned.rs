//! An object that holds an owned value is returned.
use prelude::*;

struct Holder {
    file: FileRef,
}

fn make(current: &Task) -> Result<Holder> {
    let file = FileRef::anon_inode_getfile(current)?;
    Ok(Holder { file })
}

pub fn program(current: &mut Task) -> Result {
    let file = make(current)?.file;
    inspect(&file);
    Ok(())
}
