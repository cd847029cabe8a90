//! An array that holds a guard is handed to another thread.
use prelude::*;

pub fn program() {
    let lock: &'static SpinLock = Box::leak(Box::new(SpinLock::new()));
    send([lock.lock()]);
}
