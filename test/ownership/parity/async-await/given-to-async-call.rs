//! An async call takes the list, which is read afterwards.
use prelude::*;

pub async fn program(_current: &Task) -> Result {
    let list = FileList::new();
    release_later(list).await;
    list.len();
    Ok(())
}
