//! A pair is used as a whole after a part of it was given away.
use prelude::*;

fn look(_pair: &Pair) {}

pub fn program(current: &mut Task) -> Result {
    let pair = Pair::new(current)?;
    fput(pair.first);
    look(&pair);
    fput(pair.second);
    Ok(())
}
