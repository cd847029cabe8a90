//! The body of the scoped form commits what it is handed, or leaves it to its lender.
use prelude::*;

fn reserving<R>(current: &Task, body: impl FnOnce(FileDescriptorReservation<'_>, &Task) -> R) -> Result<R> {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    Ok(body(fd, current))
}

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    reserving(current, |fd, _current| {
        if sometimes {
            return;
        }
        fd.commit(file.clone());
    })?;
    inspect(&file);
    Ok(())
}
