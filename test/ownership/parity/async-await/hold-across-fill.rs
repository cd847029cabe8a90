//! A hold on a list is kept across an await, and the list is filled before its next use.
use prelude::*;

pub async fn program(_current: &Task) -> Result {
    let mut list = FileList::new();
    let held = list.hold();
    tick().await;
    list.fill(1);
    held.count();
    Ok(())
}
