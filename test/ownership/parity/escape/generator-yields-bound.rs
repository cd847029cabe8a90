//! A generator yields a value that its own scope disposes.
#![feature(iter_macro, yield_expr, coroutines, coroutine_trait)]
use prelude::*;

fn files(current: &Task) -> impl core::ops::Coroutine<Yield = &FileRef, Return = ()> + use<'_> {
    #[coroutine]
    static move || {
        if let Ok(file) = FileRef::anon_inode_getfile(current) {
            yield &file;
        }
    }
}

pub fn program(current: &mut Task) {
    let _ = files(current);
}
