//! A read of the list is awaited, and then the list is filled.
use prelude::*;

pub async fn program(_current: &Task) -> Result {
    let mut list = FileList::new();
    read_later(&list).await;
    list.fill(1);
    Ok(())
}
