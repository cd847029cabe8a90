//! A file or a list is told by its class and taken, and then told again.
use prelude::*;

enum Either {
    File(FileRef),
    List(FileList),
}

fn finish(either: Either) {
    match either {
        Either::File(file) => fput(file),
        Either::List(list) => release(list),
    }
    if let Either::File(file) = &either {
        inspect(file);
    }
}

pub fn program(current: &mut Task) -> Result {
    finish(Either::File(FileRef::anon_inode_getfile(current)?));
    finish(Either::List(FileList::new()));
    Ok(())
}
