//! A call takes the builder and gives back the next one, and the first one is used again.
use prelude::*;

struct Builder {
    list: FileList,
}

impl Builder {
    fn with(mut self, file: FileRef) -> Builder {
        self.list.add(file);
        self
    }
    fn build(self) -> FileList {
        self.list
    }
}

pub fn program(current: &mut Task) -> Result {
    let builder = Builder { list: FileList::new() };
    let next = builder.with(FileRef::anon_inode_getfile(current)?);
    next.build().len();
    builder.build().len();
    Ok(())
}
