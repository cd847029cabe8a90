//! A generator yields after its guard is disposed.
#![feature(coroutines, coroutine_trait, stmt_expr_attributes)]
use prelude::*;

fn any_thread<C: core::ops::Coroutine<Yield = u32, Return = ()> + Send>(_steps: C) {}

pub fn program() {
    let lock: &'static SpinLock = Box::leak(Box::new(SpinLock::new()));
    any_thread(
        #[coroutine]
        move || {
            let count = {
                let held = lock.lock();
                held.count()
            };
            yield count;
        },
    );
}
