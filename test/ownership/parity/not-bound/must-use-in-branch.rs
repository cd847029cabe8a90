//! A result that must be used is discarded on one branch of a switch.
use prelude::*;

pub fn program(_current: &mut Task, sometimes: bool) {
    let lock = SpinLock::new();
    match sometimes {
        true => {
            try_lock(&lock);
        }
        false => {}
    }
}
