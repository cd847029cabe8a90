//! A file, which may be sent, is held across an await.
use prelude::*;

pub fn program(current: &'static mut Task) {
    spawn_future(async {
        if let Ok(file) = FileRef::anon_inode_getfile(current) {
            tick().await;
            inspect(&file);
        }
    });
}
