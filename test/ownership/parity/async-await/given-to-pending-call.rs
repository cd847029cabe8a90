//! An async call takes the list, which is read before the call is awaited.
use prelude::*;

pub async fn program(_current: &Task) -> Result {
    let list = FileList::new();
    let releasing = release_later(list);
    list.len();
    releasing.await;
    Ok(())
}
