//! Two reads of the same list are awaited together.
use prelude::*;

async fn both(one: impl core::future::Future, two: impl core::future::Future) {
    one.await;
    two.await;
}

pub async fn program(_current: &Task) -> Result {
    let list = FileList::new();
    both(read_later(&list), read_later(&list)).await;
    Ok(())
}
