//! The task unshares after the commit.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    fd.commit(FileRef::anon_inode_getfile(current)?);
    current.unshare_files();
    Ok(())
}
