//! A future that stays in its thread holds a guard across an await.
use prelude::*;

pub fn program() {
    block_on(async {
        let lock = SpinLock::new();
        let held = lock.lock();
        tick().await;
        held.count();
    });
}
