//! The await stands in a try block, the guard around it.
use prelude::*;

pub fn program() {
    spawn_future(async {
        let lock = SpinLock::new();
        let held = lock.lock();
        let attempt = async {
            tick().await;
            Ok::<(), Errno>(())
        };
        if attempt.await.is_err() {
            held.count();
        }
    });
}
