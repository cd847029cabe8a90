//! A result that must be used is discarded.
use prelude::*;

pub fn program() {
    let lock = SpinLock::new();
    try_lock(&lock);
}
