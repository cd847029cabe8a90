//! A list is given away while a hold on it waits for its disposal.
use prelude::*;

pub fn program(_current: &mut Task) -> Result {
    let list = FileList::new();
    let held = list.hold();
    held.count();
    release(list);
    Ok(())
}
