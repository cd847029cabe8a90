//! A loop discards what it must use.
use prelude::*;

pub fn program() {
    let lock = SpinLock::new();
    for _ in 0..2 {
        try_lock(&lock);
    }
}
