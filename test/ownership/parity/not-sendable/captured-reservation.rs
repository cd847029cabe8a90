//! A thread's code takes a reservation along.
use prelude::*;

pub fn program(current: &'static mut Task) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    spawn(move || {
        fd.reserved_fd();
    });
    Ok(())
}
