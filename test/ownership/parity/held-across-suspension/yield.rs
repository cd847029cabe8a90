//! A generator that may run in any thread yields while it holds a guard.
#![feature(coroutines, coroutine_trait, stmt_expr_attributes)]
use prelude::*;

fn any_thread<C: core::ops::Coroutine<Yield = u32, Return = ()> + Send>(_steps: C) {}

pub fn program() {
    let lock: &'static SpinLock = Box::leak(Box::new(SpinLock::new()));
    any_thread(
        #[coroutine]
        move || {
            let held = lock.lock();
            yield 1;
            held.count();
        },
    );
}
