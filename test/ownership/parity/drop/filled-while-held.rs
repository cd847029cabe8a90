//! A list is filled while a hold on it waits for its disposal.
use prelude::*;

pub fn program(_current: &mut Task) -> Result {
    let mut list = FileList::new();
    let held = list.hold();
    held.count();
    list.fill(1);
    Ok(())
}
