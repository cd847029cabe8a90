//! A helper without annotations returns a hold on a list, which is filled after the hold's block.
use prelude::*;

fn hold(list: &FileList) -> Hold<'_> {
    list.hold()
}

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    {
        let held = hold(&list);
        held.count();
    }
    list.fill(1);
    Ok(())
}
