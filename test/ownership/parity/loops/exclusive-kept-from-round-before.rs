//! Each iteration truncates what the list lent exclusively in the one before.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut list = FileList::new();
    list.add(FileRef::anon_inode_getfile(current)?);
    let mut last: Option<&mut FileRef> = None;
    for _ in 0..2 {
        let next = list.first_mut();
        if let Some(last) = last {
            truncate(last);
        }
        last = Some(next);
    }
    Ok(())
}
