//! A loop makes files and leaves with the first that fits.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let found;
    loop {
        let file = FileRef::anon_inode_getfile(current)?;
        if sometimes || inspect(&file) == 0 {
            found = file;
            break;
        }
        fput(file);
    }
    fput(found);
    Ok(())
}
