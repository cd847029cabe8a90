//! Each call of a chain takes the builder and gives back the next one.
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
    let list = Builder { list: FileList::new() }
        .with(FileRef::anon_inode_getfile(current)?)
        .with(FileRef::anon_inode_getfile(current)?)
        .build();
    list.len();
    Ok(())
}
