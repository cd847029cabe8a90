//! A hold on a list is kept across an await.
use prelude::*;

pub async fn program(_current: &Task) -> Result {
    let list = FileList::new();
    let held = list.hold();
    tick().await;
    held.count();
    Ok(())
}
