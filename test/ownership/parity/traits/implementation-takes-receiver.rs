//! An interface borrows the receiver of its method, and the class takes it.
use prelude::*;

trait Ending {
    fn finish(&self);
}

struct Slot {
    file: FileRef,
}

impl Ending for Slot {
    fn finish(self) {
        fput(self.file);
    }
}

pub fn program(current: &mut Task) -> Result {
    let slot = Slot { file: FileRef::anon_inode_getfile(current)? };
    slot.finish();
    Ok(())
}
