//! The list is given away after a read of it was awaited.
use prelude::*;

pub async fn program(_current: &Task) -> Result {
    let list = FileList::new();
    let reading = read_later(&list);
    reading.await;
    release(list);
    Ok(())
}
