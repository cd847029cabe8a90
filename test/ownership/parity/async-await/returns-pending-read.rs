//! A function returns a pending read of a list that it disposes.
use prelude::*;

fn read() -> impl core::future::Future<Output = u32> {
    let list = FileList::new();
    read_later(&list)
}

pub async fn program(_current: &Task) -> Result {
    read().await;
    Ok(())
}
