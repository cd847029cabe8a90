//! The function returns when there is no file, and takes it otherwise.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = maybe_file(current, sometimes);
    let Some(file) = file else {
        return Ok(());
    };
    fput(file);
    Ok(())
}
