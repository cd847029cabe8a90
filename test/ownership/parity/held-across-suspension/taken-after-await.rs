//! The guard is taken after the await.
use prelude::*;

pub fn program() {
    spawn_future(async {
        let lock = SpinLock::new();
        tick().await;
        let held = lock.lock();
        held.count();
    });
}
