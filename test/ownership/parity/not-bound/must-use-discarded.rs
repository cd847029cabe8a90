//! A result that must be used is thrown away.
use prelude::*;

pub fn program() {
    let lock = SpinLock::new();
    try_lock(&lock);
}
