//! The list is filled before a read of it is awaited.
use prelude::*;

pub async fn program(_current: &Task) -> Result {
    let mut list = FileList::new();
    let reading = read_later(&list);
    list.fill(1);
    reading.await;
    Ok(())
}
