//! A static method takes the file to make an object of it; the file is read afterwards.
use prelude::*;

struct Slot {
    file: FileRef,
}

impl Slot {
    fn of(file: FileRef) -> Slot {
        Slot { file }
    }
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let slot = Slot::of(file);
    inspect(&file);
    inspect(&slot.file);
    Ok(())
}
