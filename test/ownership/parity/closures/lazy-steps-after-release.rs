//! Lazy steps that read a file are taken after the file was given away.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let steps = (0..2).map(|step| step + inspect(&file));
    fput(file);
    for step in steps {
        current.close(step);
    }
    Ok(())
}
