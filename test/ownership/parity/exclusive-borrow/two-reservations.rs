//! Two reservations live at once: both borrow the task shared.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let first = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    let second = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    first.reserved_fd();
    second.reserved_fd();
    Ok(())
}
