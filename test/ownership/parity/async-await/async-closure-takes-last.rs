//! An async closure takes the list, as the last step.
use prelude::*;

pub async fn program(_current: &Task) -> Result {
    let list = FileList::new();
    list.len();
    let releasing = async {
        tick().await;
        release(list);
    };
    releasing.await;
    Ok(())
}
