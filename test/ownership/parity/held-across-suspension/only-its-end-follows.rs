//! Only its disposal follows the await.
use prelude::*;

pub fn program() {
    spawn_future(async {
        let lock = SpinLock::new();
        let held = lock.lock();
        held.count();
        tick().await;
    });
}
