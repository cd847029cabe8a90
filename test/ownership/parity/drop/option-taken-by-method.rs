//! A method empties its owner's slot and gives the file away.
use prelude::*;

struct Slot {
    file: Option<FileRef>,
}

impl Slot {
    fn empty(&mut self) {
        let file = self.file.take();
        if let Some(file) = file {
            fput(file);
        }
    }
}

impl Drop for Slot {
    fn drop(&mut self) {}
}

pub fn program(current: &mut Task) -> Result {
    let mut slot = Slot { file: Some(FileRef::anon_inode_getfile(current)?) };
    slot.empty();
    Ok(())
}
