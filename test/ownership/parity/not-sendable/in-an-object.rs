//! An object that holds a reservation is handed to another thread.
use prelude::*;

struct Holder {
    _fd: FileDescriptorReservation<'static>,
}

pub fn program(current: &'static mut Task) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    send(Holder { _fd: fd });
    Ok(())
}
