//! A result that must be used is thrown away, and says so.
use prelude::*;

pub fn program() {
    let lock = SpinLock::new();
    let _ = try_lock(&lock);
}
