//! A reservation is held across an await.
use prelude::*;

pub fn program(current: &'static mut Task) {
    spawn_future(async {
        if let Ok(fd) = FileDescriptorReservation::get_unused_fd_flags(current, 0) {
            tick().await;
            fd.reserved_fd();
        }
    });
}
