//! An object that holds a bound value is returned.
use prelude::*;

struct Holder<'a> {
    file: &'a FileRef,
}

fn make(current: &Task) -> Result<Holder<'_>> {
    let file = FileRef::anon_inode_getfile(current)?;
    Ok(Holder { file: &file })
}

pub fn program(current: &mut Task) -> Result {
    inspect(make(current)?.file);
    Ok(())
}
