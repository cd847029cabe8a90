//! A read of the list and a call that fills it are pending at once.
use prelude::*;

pub async fn program(_current: &Task) -> Result {
    let mut list = FileList::new();
    let one = read_later(&list);
    let two = fill_later(&mut list);
    one.await;
    two.await;
    Ok(())
}
