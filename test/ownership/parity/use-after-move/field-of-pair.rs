//! One part is moved, the other one is used.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let pair = Pair::new(current)?;
    fput(pair.first);
    fput(pair.second);
    Ok(())
}
