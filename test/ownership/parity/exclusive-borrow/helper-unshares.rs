//! A helper unshares while a reservation lives.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    helper_that_unshares(current);
    fd.reserved_fd();
    Ok(())
}
