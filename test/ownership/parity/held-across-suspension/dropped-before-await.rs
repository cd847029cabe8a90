//! The guard is disposed by hand before the await; Rust's future keeps it all the same when it is bound outside a block.
use prelude::*;

pub fn program() {
    spawn_future(async {
        let lock = SpinLock::new();
        let held = lock.lock();
        held.count();
        drop(held);
        tick().await;
    });
}
