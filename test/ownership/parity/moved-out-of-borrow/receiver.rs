//! A method that only borrows its receiver gives away what the receiver owns.
use prelude::*;

struct Slot {
    file: FileRef,
}

impl Slot {
    fn take(&self) -> FileRef {
        self.file
    }
}

pub fn program(current: &mut Task) -> Result {
    let slot = Slot { file: FileRef::anon_inode_getfile(current)? };
    fput(slot.take());
    Ok(())
}
