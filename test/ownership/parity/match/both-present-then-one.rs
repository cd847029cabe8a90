//! Two optional files are taken where both are there, and one of them is read afterwards.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let first = maybe_file(current, sometimes);
    let second = maybe_file(current, sometimes);
    if let (Some(first), Some(second)) = (first, second) {
        fput(first);
        fput(second);
    }
    if let Some(first) = &first {
        inspect(first);
    }
    Ok(())
}
