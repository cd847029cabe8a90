//! A helper reserves and hands out the reservation, which its caller binds.
use prelude::*;

fn reserve(current: &Task) -> Result<FileDescriptorReservation<'_>> {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    Ok(fd)
}

pub fn program(current: &mut Task) -> Result {
    let fd = reserve(current)?;
    fd.reserved_fd();
    Ok(())
}
