//! A hold ends with its inner scope, and then the list is filled.
use prelude::*;

pub fn program(_current: &mut Task) -> Result {
    let mut list = FileList::new();
    {
        let held = list.hold();
        held.count();
    }
    list.fill(1);
    Ok(())
}
