//! The file is used after the table took it.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    let file = FileRef::anon_inode_getfile(current)?;
    fd.commit(file);
    inspect(&file);
    Ok(())
}
