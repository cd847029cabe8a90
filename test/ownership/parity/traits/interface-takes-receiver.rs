//! An interface takes the receiver of its method, and so does the class.
use prelude::*;

trait Ending {
    fn finish(self);
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
