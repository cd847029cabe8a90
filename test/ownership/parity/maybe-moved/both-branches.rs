//! Each branch gives the file to somebody else, and nothing follows.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    let file = FileRef::anon_inode_getfile(current)?;
    if sometimes {
        fd.commit(file);
    } else {
        fput(file);
    }
    Ok(())
}
