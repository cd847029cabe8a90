//! Each iteration reserves and commits its own.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    for _ in 0..3 {
        let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
        fd.commit(FileRef::anon_inode_getfile(current)?);
    }
    Ok(())
}
