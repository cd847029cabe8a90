//! An async function gives away, after an await, a list that it was lent.
use prelude::*;

async fn finish(list: &FileList) {
    tick().await;
    release(*list);
}

pub async fn program(_current: &Task) -> Result {
    let list = FileList::new();
    finish(&list).await;
    Ok(())
}
