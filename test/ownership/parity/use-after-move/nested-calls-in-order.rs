//! Arguments are evaluated from left to right: the read comes before the move.
use prelude::*;

fn both(_size: u32, file: FileRef) {
    fput(file);
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    both(inspect(&file), file);
    Ok(())
}
