//! A loop over what others make awaits while a guard of the iteration is held.
use prelude::*;

pub fn program() {
    spawn_future(async {
        let lock = SpinLock::new();
        for _ in 0..2 {
            let held = lock.lock();
            tick().await;
            held.count();
        }
    });
}
