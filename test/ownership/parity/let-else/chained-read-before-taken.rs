//! An optional file is read by a chain before it is taken.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = maybe_file(current, sometimes);
    file.as_ref().map(|inner| inner.private_data());
    if let Some(inner) = file {
        fput(inner);
    }
    Ok(())
}
