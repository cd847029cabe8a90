//! A part that a pattern took out is used after it was given away.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let Pair { first, second } = Pair::new(current)?;
    fput(first);
    compare(&first, &second);
    fput(second);
    Ok(())
}
