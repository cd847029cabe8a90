//! A reservation made before the loop is committed in each iteration.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    for _ in 0..3 {
        fd.commit(FileRef::anon_inode_getfile(current)?);
    }
    Ok(())
}
