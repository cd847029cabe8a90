//! A reservation is bound without `using`.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    fd.reserved_fd();
    Ok(())
}
