//! One branch awaits a call that takes the list, the other one reads it.
use prelude::*;

pub async fn program(_current: &Task, sometimes: bool) -> Result {
    let list = FileList::new();
    if sometimes {
        release_later(list).await;
    } else {
        list.len();
    }
    Ok(())
}
