//! An async closure reads the list, which is filled before the closure is awaited.
use prelude::*;

pub async fn program(_current: &Task) -> Result {
    let mut list = FileList::new();
    let reading = async {
        tick().await;
        list.len()
    };
    list.fill(1);
    reading.await;
    Ok(())
}
