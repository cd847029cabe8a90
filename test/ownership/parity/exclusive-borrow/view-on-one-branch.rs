//! A look is taken on one branch only, and used there.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    if sometimes {
        let seen = view(&file);
        seen.size();
    }
    truncate(&mut file);
    Ok(())
}
