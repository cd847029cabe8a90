//! Two calls that fill the same list are awaited together.
use prelude::*;

async fn both(one: impl core::future::Future, two: impl core::future::Future) {
    one.await;
    two.await;
}

pub async fn program(_current: &Task) -> Result {
    let mut list = FileList::new();
    both(fill_later(&mut list), fill_later(&mut list)).await;
    Ok(())
}
