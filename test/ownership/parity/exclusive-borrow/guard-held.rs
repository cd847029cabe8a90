//! A second guard is taken while the first is held: locks borrow shared, the deadlock is nobody's to see.
use prelude::*;

pub fn program() -> u32 {
    let lock = SpinLock::new();
    let first = lock.lock();
    let second = lock.lock();
    first.count() + second.count()
}
