//! A hold is disposed, another list is held, and the first list is given away.
use prelude::*;

pub fn program(_current: &mut Task) -> Result {
    let list = FileList::new();
    let other = FileList::new();
    let mut held = list.hold();
    held.count();
    drop(held);
    held = other.hold();
    release(list);
    held.count();
    Ok(())
}
