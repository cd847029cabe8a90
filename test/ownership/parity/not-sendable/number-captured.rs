//! A thread's code takes the number along.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    let number = fd.reserved_fd();
    spawn(move || {
        let _ = number;
    });
    Ok(())
}
