//! Calls that fill two lists are pending at once.
use prelude::*;

pub async fn program(_current: &Task) -> Result {
    let mut list = FileList::new();
    let mut other = FileList::new();
    let one = fill_later(&mut list);
    let two = fill_later(&mut other);
    one.await;
    two.await;
    Ok(())
}
