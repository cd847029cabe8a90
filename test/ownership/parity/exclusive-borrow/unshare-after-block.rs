//! The task unshares after the block of the reservation.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    if let Ok(fd) = FileDescriptorReservation::get_unused_fd_flags(current, 0) {
        fd.reserved_fd();
    }
    current.unshare_files();
    Ok(())
}
