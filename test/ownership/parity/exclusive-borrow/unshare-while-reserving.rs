//! The task unshares while a reservation lives.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    current.unshare_files();
    fd.reserved_fd();
    Ok(())
}
