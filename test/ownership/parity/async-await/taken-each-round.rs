//! Each iteration awaits a call that takes the same list.
use prelude::*;

pub async fn program(_current: &Task) -> Result {
    let list = FileList::new();
    for _ in 0..2 {
        release_later(list).await;
    }
    Ok(())
}
