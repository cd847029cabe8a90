//! The same part of a whole is borrowed exclusively twice.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let mut pair = Pair::new(current)?;
    exchange(&mut pair.first, &mut pair.first);
    Ok(())
}
