//! The task unshares before it reserves.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    current.unshare_files();
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    fd.reserved_fd();
    Ok(())
}
