//! A loop goes on with the next iteration when there is no file.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    for _ in 0..2 {
        let Some(file) = maybe_file(current, sometimes) else { continue };
        fput(file);
    }
    Ok(())
}
