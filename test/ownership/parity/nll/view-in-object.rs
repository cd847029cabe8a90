//! An object keeps a look at a file that is given away.
use prelude::*;

struct Holder<'a> {
    seen: View<'a>,
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let holder = Holder { seen: view(&file) };
    fput(file);
    holder.seen.size();
    Ok(())
}
