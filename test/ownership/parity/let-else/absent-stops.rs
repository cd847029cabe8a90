//! A call that never returns handles the missing file.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let Some(file) = maybe_file(current, sometimes) else { stop() };
    fput(file);
    Ok(())
}
