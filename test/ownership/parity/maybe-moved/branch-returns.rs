//! The branch that commits leaves.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    if sometimes {
        fd.commit(FileRef::anon_inode_getfile(current)?);
        return Ok(());
    }
    fd.commit(FileRef::anon_inode_getfile(current)?);
    Ok(())
}
