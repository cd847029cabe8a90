//! A reservation is made and nobody takes it.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let _ = FileDescriptorReservation::get_unused_fd_flags(current, 0)?;
    Ok(())
}
