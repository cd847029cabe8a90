//! A hold on a list is disposed by hand, and then the list is given away.
use prelude::*;

pub fn program(_current: &mut Task) -> Result {
    let list = FileList::new();
    let held = list.hold();
    held.count();
    drop(held);
    release(list);
    Ok(())
}
