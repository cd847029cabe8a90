//! An owned value goes where it lives for ever.
use prelude::*;

pub fn program() {
    let connection = Connection::open();
    connections().push(connection);
}
