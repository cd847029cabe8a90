//! The task unshares where no reservation was made.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let Ok(fd) = FileDescriptorReservation::get_unused_fd_flags(current, 0) else {
        current.unshare_files();
        return Ok(());
    };
    fd.reserved_fd();
    Ok(())
}
