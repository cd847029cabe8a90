//! An async function fills, after an await, a list that it was lent exclusively.
use prelude::*;

async fn grow(list: &mut FileList) {
    tick().await;
    list.fill(1);
}

pub async fn program(_current: &Task) -> Result {
    let mut list = FileList::new();
    grow(&mut list).await;
    Ok(())
}
