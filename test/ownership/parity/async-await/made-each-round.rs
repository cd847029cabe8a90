//! Each iteration awaits a call that takes a list of the iteration.
use prelude::*;

pub async fn program(_current: &Task) -> Result {
    for _ in 0..2 {
        let list = FileList::new();
        release_later(list).await;
    }
    Ok(())
}
