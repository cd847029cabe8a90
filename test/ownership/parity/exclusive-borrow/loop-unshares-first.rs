//! Each iteration unshares before it reserves.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    for _ in 0..2 {
        current.unshare_files();
        let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
        fd.reserved_fd();
    }
    Ok(())
}
