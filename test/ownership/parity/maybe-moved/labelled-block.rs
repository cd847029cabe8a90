//! A labelled block is left before the move.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    'block: {
        if sometimes {
            break 'block;
        }
        fput(file);
    }
    inspect(&file);
    Ok(())
}
