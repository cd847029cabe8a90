//! An async closure reads the list, which is filled after the closure was awaited.
use prelude::*;

pub async fn program(_current: &Task) -> Result {
    let mut list = FileList::new();
    let reading = async {
        tick().await;
        list.len()
    };
    reading.await;
    list.fill(1);
    Ok(())
}
