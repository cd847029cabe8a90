//! One branch returns what a list lends, the other fills the list first.
use prelude::*;

fn first_of(list: &mut FileList, sometimes: bool) -> &FileRef {
    if sometimes {
        return list.first();
    }
    list.fill(1);
    list.first()
}

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    inspect(first_of(&mut list, sometimes));
    Ok(())
}
