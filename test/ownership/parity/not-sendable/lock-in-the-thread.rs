//! A thread's code takes the lock itself.
use prelude::*;

pub fn program() {
    let lock: &'static SpinLock = Box::leak(Box::new(SpinLock::new()));
    spawn(move || {
        let held = lock.lock();
        held.count();
    });
}
