//! A part is read in the owner that disposes it.
use prelude::*;

struct Slot {
    file: FileRef,
}

impl Drop for Slot {
    fn drop(&mut self) {}
}

pub fn program(current: &mut Task) -> Result {
    let slot = Slot { file: FileRef::anon_inode_getfile(current)? };
    inspect(&slot.file);
    Ok(())
}
