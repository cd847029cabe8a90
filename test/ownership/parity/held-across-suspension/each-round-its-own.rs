//! Each iteration takes the guard and lets it go before it awaits.
use prelude::*;

pub fn program() {
    spawn_future(async {
        let lock = SpinLock::new();
        for _ in 0..2 {
            {
                let held = lock.lock();
                held.count();
            }
            tick().await;
        }
    });
}
