//! The number is read before the commit.
use prelude::*;

pub fn program(current: &mut Task) -> Result<u32> {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    let number = fd.reserved_fd();
    fd.commit(FileRef::anon_inode_getfile(current)?);
    Ok(number)
}
