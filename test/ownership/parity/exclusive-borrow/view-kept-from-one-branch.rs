//! A look is taken on one branch, and used after the file was truncated.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    let mut seen = None;
    if sometimes {
        seen = Some(view(&file));
    }
    truncate(&mut file);
    if let Some(seen) = seen {
        seen.size();
    }
    Ok(())
}
