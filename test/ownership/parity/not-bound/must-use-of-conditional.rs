//! A conditional expression whose result must be used is discarded.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let lock = SpinLock::new();
    let _ = current;
    if sometimes {
        try_lock(&lock);
    }
    Ok(())
}
