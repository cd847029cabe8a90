//! Two calls that fill the same list are pending at once.
use prelude::*;

pub async fn program(_current: &Task) -> Result {
    let mut list = FileList::new();
    let one = fill_later(&mut list);
    let two = fill_later(&mut list);
    one.await;
    two.await;
    Ok(())
}
