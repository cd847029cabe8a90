//! A loop may give the file away before it breaks.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    loop {
        if sometimes {
            fput(file);
            break;
        }
        break;
    }
    inspect(&file);
    Ok(())
}
