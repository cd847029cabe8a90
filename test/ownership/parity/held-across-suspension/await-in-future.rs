//! A future that may run in any thread holds a guard across an await.
use prelude::*;

pub fn program() {
    spawn_future(async {
        let lock = SpinLock::new();
        let held = lock.lock();
        tick().await;
        held.count();
    });
}
