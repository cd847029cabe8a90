//! A reservation is bound, and its scope gives it back.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    fd.reserved_fd();
    Ok(())
}
