//! The handler leaves, so that what follows has the file on every path.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    let file = FileRef::anon_inode_getfile(current)?;
    if current.may_fail().is_err() {
        fput(file);
        return Ok(());
    }
    fd.commit(file);
    Ok(())
}
