//! Two optional files are taken together, and one of them is given away twice.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let first = maybe_file(current, sometimes);
    let second = maybe_file(current, sometimes);
    let (Some(first), Some(second)) = (first, second) else {
        return Ok(());
    };
    fput(first);
    fput(second);
    fput(first);
    Ok(())
}
