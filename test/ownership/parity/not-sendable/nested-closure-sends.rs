//! A closure hands a reservation to another thread.
use prelude::*;

pub fn program(current: &'static mut Task) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    once(move || send(fd));
    Ok(())
}
