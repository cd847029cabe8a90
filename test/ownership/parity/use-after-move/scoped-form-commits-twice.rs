//! The body of the scoped form commits what it is handed, and commits it again.
use prelude::*;

fn reserving<R>(current: &Task, body: impl FnOnce(FileDescriptorReservation<'_>, &Task) -> R) -> Result<R> {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    Ok(body(fd, current))
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    reserving(current, |fd, _current| {
        fd.commit(file.clone());
        fd.commit(file.clone());
    })?;
    Ok(())
}
