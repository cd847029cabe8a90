//! One branch awaits while the guard is held.
use prelude::*;

pub fn program(_current: &mut Task, sometimes: bool) {
    spawn_future(async move {
        let lock = SpinLock::new();
        let held = lock.lock();
        if sometimes {
            tick().await;
        }
        held.count();
    });
}
