//! A function commits a reservation that it was given.
use prelude::*;

fn helper(fd: FileDescriptorReservation<'_>, file: FileRef) {
    fd.commit(file);
}

pub fn program(current: &mut Task) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    helper(fd, FileRef::anon_inode_getfile(current)?);
    Ok(())
}
