//! A part of a pair that a function was lent for reading is truncated.
use prelude::*;

fn shorten(pair: &Pair) {
    truncate(&mut pair.first);
}

pub fn program(current: &mut Task) -> Result {
    let pair = Pair::new(current)?;
    shorten(&pair);
    fput(pair.first);
    fput(pair.second);
    Ok(())
}
