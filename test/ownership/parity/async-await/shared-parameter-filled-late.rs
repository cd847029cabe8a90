//! An async function fills, after an await, a list that it was lent for reading.
use prelude::*;

async fn grow(list: &FileList) {
    tick().await;
    list.fill(1);
}

pub async fn program(_current: &Task) -> Result {
    let list = FileList::new();
    grow(&list).await;
    Ok(())
}
