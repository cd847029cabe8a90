//! A method that takes its receiver is called twice.
use prelude::*;

struct Slot {
    file: FileRef,
}

impl Slot {
    fn take(self) -> FileRef {
        self.file
    }
}

pub fn program(current: &mut Task) -> Result {
    let slot = Slot { file: FileRef::anon_inode_getfile(current)? };
    fput(slot.take());
    fput(slot.take());
    Ok(())
}
