//! An object keeps a look at a file that is given away after the last use of the object.
use prelude::*;

struct Holder<'a> {
    seen: View<'a>,
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let holder = Holder { seen: view(&file) };
    holder.seen.size();
    fput(file);
    Ok(())
}
