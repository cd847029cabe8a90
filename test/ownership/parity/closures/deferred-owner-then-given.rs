//! A closure that runs later takes the list along, and the list is given away meanwhile.
use prelude::*;

pub fn program(_current: &mut Task) -> Result {
    let list = FileList::new();
    queue_microtask(move || release(list));
    release(list);
    Ok(())
}
