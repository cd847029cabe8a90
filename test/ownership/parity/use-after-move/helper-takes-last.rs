//! A helper takes both, as the last step.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    let file = FileRef::anon_inode_getfile(current)?;
    fd.reserved_fd();
    inspect(&file);
    install(fd, file);
    Ok(())
}
