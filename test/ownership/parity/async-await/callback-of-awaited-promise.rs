//! What runs when a promise is settled reads a list, and the result is awaited.
use prelude::*;

async fn then(body: impl FnOnce()) {
    tick().await;
    body();
}

pub async fn program(_current: &Task) -> Result {
    let list = FileList::new();
    then(|| {
        list.len();
    })
    .await;
    Ok(())
}
