//! A look at one of two files keeps both from being given away.
use prelude::*;

fn choose<'a>(a: &'a FileRef, b: &'a FileRef) -> View<'a> {
    if inspect(a) > inspect(b) { view(a) } else { view(b) }
}

pub fn program(current: &mut Task) -> Result {
    let first = FileRef::anon_inode_getfile(current)?;
    let second = FileRef::anon_inode_getfile(current)?;
    let seen = choose(&first, &second);
    fput(second);
    seen.size();
    Ok(())
}
