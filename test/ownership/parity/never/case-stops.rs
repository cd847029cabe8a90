//! The case that takes the file calls what never returns; the file is read after the switch.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    match sometimes {
        true => {
            fput(file);
            stop();
        }
        false => {}
    }
    inspect(&file);
    Ok(())
}
