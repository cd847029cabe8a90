//! A reservation is handed to another thread.
use prelude::*;

pub fn program(current: &'static mut Task) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    send(fd);
    Ok(())
}
