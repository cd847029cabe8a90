//! A loop gives each file away and leaves with one of them.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let found;
    loop {
        let file = FileRef::anon_inode_getfile(current)?;
        let size = inspect(&file);
        fput(file);
        if sometimes || size == 0 {
            found = file;
            break;
        }
    }
    fput(found);
    Ok(())
}
