//! A thread's code takes a guard along, one closure deeper.
use prelude::*;

pub fn program() {
    let lock: &'static SpinLock = Box::leak(Box::new(SpinLock::new()));
    let held = lock.lock();
    spawn(move || {
        let read = || held.count();
        read();
    });
}
