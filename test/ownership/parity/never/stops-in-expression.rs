//! One side of a conditional expression takes the file and calls what never returns.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let size = if sometimes {
        fput(file);
        stop()
    } else {
        inspect(&file)
    };
    current.close(size);
    inspect(&file);
    Ok(())
}
