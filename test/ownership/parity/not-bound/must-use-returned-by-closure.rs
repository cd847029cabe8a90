//! A closure hands on what must be used.
use prelude::*;

pub fn program() -> bool {
    let lock = SpinLock::new();
    let attempt = || try_lock(&lock);
    attempt()
}
