//! The number is read after the commit.
use prelude::*;

pub fn program(current: &mut Task) -> Result<u32> {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    fd.commit(FileRef::anon_inode_getfile(current)?);
    Ok(fd.reserved_fd())
}
