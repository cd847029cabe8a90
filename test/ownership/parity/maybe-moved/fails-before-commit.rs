//! What may fail comes before the commit, in both ways out.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    let file = FileRef::anon_inode_getfile(current)?;
    match current.may_fail() {
        Ok(()) => fd.commit(file),
        Err(_) => {
            fd.reserved_fd();
        }
    }
    Ok(())
}
