//! A function reads a file that it was lent.
use prelude::*;

fn helper(file: &FileRef) -> u32 {
    file.private_data() + inspect(file)
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    helper(&file);
    fput(file);
    Ok(())
}
