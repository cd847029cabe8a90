//! Each iteration takes an optional file from outside, or leaves when there is none.
use prelude::*;

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = maybe_file(current, sometimes);
    for _ in 0..2 {
        let Some(inner) = file else { break };
        fput(inner);
    }
    Ok(())
}
