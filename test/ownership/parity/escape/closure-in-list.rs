//! A list from outside keeps a closure that borrows from an inner block.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut later: Vec<Box<dyn Fn() -> u32 + '_>> = Vec::new();
    {
        let file = FileRef::anon_inode_getfile(current)?;
        later.push(Box::new(|| inspect(&file)));
    }
    for one in &later {
        one();
    }
    Ok(())
}
