//! A call that never returns handles the missing file, and the file is given away twice.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let Some(file) = maybe_file(current, sometimes) else { stop() };
    fput(file);
    fput(file);
    Ok(())
}
