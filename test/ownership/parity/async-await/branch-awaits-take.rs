//! One branch awaits a call that takes the list, which is read afterwards.
use prelude::*;

pub async fn program(_current: &Task, sometimes: bool) -> Result {
    let list = FileList::new();
    if sometimes {
        release_later(list).await;
    }
    list.len();
    Ok(())
}
