//! An async closure takes the list, which is read before the closure is awaited.
use prelude::*;

pub async fn program(_current: &Task) -> Result {
    let list = FileList::new();
    let releasing = async {
        tick().await;
        release(list);
    };
    list.len();
    releasing.await;
    Ok(())
}
