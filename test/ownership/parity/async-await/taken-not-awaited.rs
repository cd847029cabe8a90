//! A call that takes a local list is started and never awaited.
use prelude::*;

fn start(_work: impl core::future::Future + 'static) {}

pub async fn program(_current: &Task) -> Result {
    let list = FileList::new();
    start(release_later(list));
    Ok(())
}
