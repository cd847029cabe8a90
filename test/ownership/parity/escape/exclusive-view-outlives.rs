//! A cursor of a list of an inner block is used after the block.
use prelude::*;

pub fn program() -> u32 {
    let mut cursor;
    {
        let mut list = FileList::new();
        cursor = list.cursor();
    }
    cursor.next()
}
