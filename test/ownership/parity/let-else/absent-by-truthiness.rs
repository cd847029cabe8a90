//! The function returns when there is no file, which it tests as a condition.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let Some(file) = maybe_file(current, sometimes) else {
        return Ok(());
    };
    fput(file);
    Ok(())
}
