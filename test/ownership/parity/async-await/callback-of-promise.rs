//! What runs when a promise is settled reads a list that is disposed before.
use prelude::*;

fn then(_body: impl FnOnce() + 'static) {}

pub async fn program(_current: &Task) -> Result {
    let list = FileList::new();
    then(|| {
        list.len();
    });
    Ok(())
}
