//! A loop takes the same part in each iteration.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let pair = Pair::new(current)?;
    for _ in 0..2 {
        fput(pair.first);
    }
    fput(pair.second);
    Ok(())
}
