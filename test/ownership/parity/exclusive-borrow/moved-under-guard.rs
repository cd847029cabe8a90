//! A lock is given away while it is held.
use prelude::*;

fn consume(_lock: SpinLock) {}

pub fn program() -> u32 {
    let lock = SpinLock::new();
    let held = lock.lock();
    consume(lock);
    held.count()
}
