//! Two reads of the same list are pending at once.
use prelude::*;

pub async fn program(_current: &Task) -> Result {
    let list = FileList::new();
    let one = read_later(&list);
    let two = read_later(&list);
    one.await;
    two.await;
    Ok(())
}
