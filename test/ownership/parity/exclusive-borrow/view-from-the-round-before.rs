//! A look of the iteration before is used after the file was truncated.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    let mut seen = None;
    for _ in 0..2 {
        truncate(&mut file);
        if let Some(seen) = &seen {
            View::size(seen);
        }
        seen = Some(view(&file));
    }
    Ok(())
}
