//! An optional file is read by a chain after it was taken.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = maybe_file(current, sometimes);
    if let Some(inner) = file {
        fput(inner);
    }
    file.as_ref().map(|inner| inner.private_data());
    Ok(())
}
