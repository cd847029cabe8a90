//! One of three branches gives the file away.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let size = inspect(&file);
    if size > 4 {
        truncate(&mut file.clone());
    } else if sometimes {
        fput(file);
    } else {
        inspect(&file);
    }
    inspect(&file);
    Ok(())
}
