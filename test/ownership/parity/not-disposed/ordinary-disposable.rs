//! A type without annotations is disposed by `using`, and by the stack that it is moved to.
use prelude::*;

pub fn program() {
    let first = Connection::open();
    let second = Connection::open();
    first.send("one");
    second.send("two");
    let stack = vec![first, second];
    drop(stack);
}
