//! A helper reads the task while a reservation lives.
use prelude::*;

fn helper(task: &Task) -> u32 {
    task.close(9)
}

pub fn program(current: &mut Task) -> Result {
    let fd = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    helper(current);
    fd.reserved_fd();
    Ok(())
}
