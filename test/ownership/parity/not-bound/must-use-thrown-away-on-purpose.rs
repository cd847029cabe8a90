//! A result that must be used is discarded explicitly.
use prelude::*;

pub fn program() {
    let lock = SpinLock::new();
    let _ = try_lock(&lock);
}
