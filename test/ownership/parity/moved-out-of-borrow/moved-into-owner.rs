//! A parameter that was handed over is given to an owner.
use prelude::*;

fn helper(list: &mut FileList, file: FileRef) {
    list.add(file);
}

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    let file = FileRef::anon_inode_getfile(current)?;
    helper(&mut list, file);
    inspect(list.first());
    Ok(())
}
