//! A clone outlives the commit of the file.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    let file = FileRef::anon_inode_getfile(current)?;
    let other = file.clone();
    fd.commit(file);
    inspect(&other);
    Ok(())
}
