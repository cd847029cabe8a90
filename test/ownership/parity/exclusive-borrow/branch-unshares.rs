//! One branch unshares while a reservation lives.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    if sometimes {
        current.execve();
    }
    fd.reserved_fd();
    Ok(())
}
