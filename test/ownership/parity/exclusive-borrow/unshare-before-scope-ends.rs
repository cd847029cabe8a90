//! The reservation is not used again, but its disposal still follows.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    fd.reserved_fd();
    current.unshare_files();
    Ok(())
}
