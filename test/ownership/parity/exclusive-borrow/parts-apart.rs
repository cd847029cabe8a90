//! Two parts of a whole are borrowed exclusively at once.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut pair = Pair::new(current)?;
    exchange(&mut pair.first, &mut pair.second);
    Ok(())
}
