//! The list is given away before a read of it is awaited.
use prelude::*;

pub async fn program(_current: &Task) -> Result {
    let list = FileList::new();
    let reading = read_later(&list);
    release(list);
    reading.await;
    Ok(())
}
