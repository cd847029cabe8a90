//! A function awaits a read of a list before it disposes the list.
use prelude::*;

async fn read() -> u32 {
    let list = FileList::new();
    read_later(&list).await
}

pub async fn program(_current: &Task) -> Result {
    read().await;
    Ok(())
}
