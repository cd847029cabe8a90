//! Each iteration truncates and looks anew.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    for _ in 0..2 {
        truncate(&mut file);
        let seen = view(&file);
        seen.size();
    }
    Ok(())
}
