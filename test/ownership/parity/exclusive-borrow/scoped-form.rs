//! The scoped form reserves for the length of a function.
use prelude::*;

fn reserving<R>(current: &Task, body: impl FnOnce(FileDescriptorReservation<'_>, &Task) -> R) -> Result<R> {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    Ok(body(fd, current))
}

pub fn program(current: &mut Task) -> Result {
    reserving(current, |fd, current| {
        current.close(fd.reserved_fd());
    })?;
    current.unshare_files();
    Ok(())
}
