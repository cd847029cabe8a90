//! A try block commits before it may fail, and the handler commits again.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    let file = FileRef::anon_inode_getfile(current)?;
    let result = (|| {
        fd.commit(FileRef::anon_inode_getfile(current)?);
        current.may_fail()
    })();
    if result.is_err() {
        fd.commit(file);
    }
    Ok(())
}
