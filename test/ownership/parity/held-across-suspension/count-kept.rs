//! A number read from the guard is kept across the await, the guard is not.
use prelude::*;

pub fn program() {
    spawn_future(async {
        let lock = SpinLock::new();
        let count = {
            let held = lock.lock();
            held.count()
        };
        tick().await;
        let _ = count;
    });
}
