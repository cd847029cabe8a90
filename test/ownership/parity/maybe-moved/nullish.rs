//! The file is given away on the right side of `??`.
use prelude::*;

fn gave(file: FileRef) -> u32 {
    fput(file);
    1
}

fn number(sometimes: bool) -> Option<u32> {
    if sometimes { Some(3) } else { None }
}

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let _value = number(sometimes).unwrap_or_else(|| gave(file));
    inspect(&file);
    Ok(())
}
