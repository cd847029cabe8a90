//! A guard is handed to another thread.
use prelude::*;

pub fn program() {
    let lock: &'static SpinLock = Box::leak(Box::new(SpinLock::new()));
    let held = lock.lock();
    send(held);
}
