//! A helper takes both, and the token is used after it.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    let file = FileRef::anon_inode_getfile(current)?;
    install(fd, file);
    fd.reserved_fd();
    Ok(())
}
