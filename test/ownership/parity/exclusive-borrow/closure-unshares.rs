//! A closure unshares while a reservation lives.
use prelude::*;

pub fn program(mut current: Task) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(&current, 0)?;
    let mut later = || current.unshare_files();
    later();
    fd.reserved_fd();
    Ok(())
}
