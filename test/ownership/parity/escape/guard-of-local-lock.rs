//! A guard of a lock of an inner block is used after the block.
use prelude::*;

pub fn program() -> u32 {
    let held;
    {
        let connection = Connection::open();
        held = connection_name(&connection);
    }
    held.size()
}

struct Name<'a>(&'a Connection);

impl Name<'_> {
    fn size(&self) -> u32 {
        self.0.send("size");
        0
    }
}

fn connection_name(connection: &Connection) -> Name<'_> {
    Name(connection)
}
