//! Two levels of branches, of which one path moves.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    if sometimes {
        if current.may_fail().is_ok() {
            fput(file);
        }
    } else {
        inspect(&file);
    }
    inspect(&file);
    Ok(())
}
