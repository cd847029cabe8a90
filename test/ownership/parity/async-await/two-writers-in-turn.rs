//! Two calls fill the same list, the second made after the first was awaited.
use prelude::*;

pub async fn program(_current: &Task) -> Result {
    let mut list = FileList::new();
    fill_later(&mut list).await;
    fill_later(&mut list).await;
    Ok(())
}
