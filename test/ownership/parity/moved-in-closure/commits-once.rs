//! A closure that is called once commits the reservation.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    let file = FileRef::anon_inode_getfile(current)?;
    once(|| fd.commit(file));
    Ok(())
}
