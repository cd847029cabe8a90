//! An async body that is called twice takes the list.
use prelude::*;

async fn run<F: core::future::Future>(body: impl Fn() -> F) {
    body().await;
    body().await;
}

pub async fn program(_current: &Task) -> Result {
    let list = FileList::new();
    run(|| async {
        tick().await;
        release(list);
    })
    .await;
    Ok(())
}
