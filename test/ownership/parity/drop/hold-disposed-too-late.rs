//! A list is given away, and then the hold on it is disposed by hand.
use prelude::*;

pub fn program(_current: &mut Task) -> Result {
    let list = FileList::new();
    let held = list.hold();
    held.count();
    release(list);
    drop(held);
    Ok(())
}
