//! A closure discards what it must use.
use prelude::*;

pub fn program() {
    let lock = SpinLock::new();
    twice(|| {
        try_lock(&lock);
    });
}
