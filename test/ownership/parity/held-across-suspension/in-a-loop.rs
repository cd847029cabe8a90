//! A loop awaits while a guard from outside is held.
use prelude::*;

pub fn program() {
    spawn_future(async {
        let lock = SpinLock::new();
        let held = lock.lock();
        for _ in 0..2 {
            tick().await;
        }
        held.count();
    });
}
