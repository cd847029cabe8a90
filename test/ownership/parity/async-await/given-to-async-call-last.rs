//! An async call takes the list, as the last step.
use prelude::*;

pub async fn program(_current: &Task) -> Result {
    let list = FileList::new();
    list.len();
    release_later(list).await;
    Ok(())
}
