//! A labelled block is left only by code that did not move.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    'block: {
        if sometimes {
            break 'block;
        }
        fput(file);
        return Ok(());
    }
    inspect(&file);
    Ok(())
}
