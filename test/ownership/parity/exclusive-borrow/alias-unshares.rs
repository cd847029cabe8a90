//! A second name of the task unshares while a reservation lives.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let alias = &mut *current;
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    alias.unshare_files();
    fd.reserved_fd();
    Ok(())
}
