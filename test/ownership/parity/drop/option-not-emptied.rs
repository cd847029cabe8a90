//! A method gives away the file in its owner's slot and leaves it there.
use prelude::*;

struct Slot {
    file: Option<FileRef>,
}

impl Slot {
    fn empty(&mut self) {
        if let Some(file) = self.file {
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
