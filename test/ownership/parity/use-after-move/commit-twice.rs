//! A reservation is committed twice.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    fd.commit(FileRef::anon_inode_getfile(current)?);
    fd.commit(FileRef::anon_inode_getfile(current)?);
    Ok(())
}
