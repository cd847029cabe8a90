//! A parameter that was handed over gets another file while the first is looked at.
use prelude::*;

fn helper(current: &Task, mut file: FileRef) -> Result {
    let seen = view(&file);
    file = FileRef::anon_inode_getfile(current)?;
    seen.size();
    fput(file);
    Ok(())
}

pub fn program(current: &mut Task) -> Result {
    helper(current, FileRef::anon_inode_getfile(current)?)?;
    Ok(())
}
