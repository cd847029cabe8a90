//! A narrowed look is used after the first look is gone.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut file = FileRef::anon_inode_getfile(current)?;
    let part = {
        let whole = view(&file);
        whole.narrow()
    };
    part.size();
    truncate(&mut file);
    Ok(())
}
