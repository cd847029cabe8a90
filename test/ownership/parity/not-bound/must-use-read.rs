//! A result that must be used decides a branch.
use prelude::*;

pub fn program() -> u32 {
    let lock = SpinLock::new();
    if try_lock(&lock) {
        return 1;
    }
    0
}
