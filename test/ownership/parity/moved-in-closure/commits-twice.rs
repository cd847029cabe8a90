//! A closure that is called twice commits the reservation.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    twice(|| {
        if let Ok(file) = FileRef::anon_inode_getfile(current) {
            fd.commit(file);
        }
    });
    Ok(())
}
