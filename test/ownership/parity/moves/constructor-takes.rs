//! A constructor takes the file, which is read afterwards.
use prelude::*;

struct Slot {
    file: FileRef,
}

impl Slot {
    fn new(file: FileRef) -> Slot {
        Slot { file }
    }
    fn size(&self) -> u32 {
        inspect(&self.file)
    }
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let slot = Slot::new(file);
    inspect(&file);
    slot.size();
    Ok(())
}
