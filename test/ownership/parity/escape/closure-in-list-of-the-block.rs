//! A list of the same block keeps a closure that borrows from the block.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    {
        let file = FileRef::anon_inode_getfile(current)?;
        let mut later: Vec<Box<dyn Fn() -> u32 + '_>> = Vec::new();
        later.push(Box::new(|| inspect(&file)));
        for one in &later {
            one();
        }
    }
    Ok(())
}
