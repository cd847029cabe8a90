//! A part of a pair that a function was lent exclusively is truncated.
use prelude::*;

fn shorten(pair: &mut Pair) {
    truncate(&mut pair.first);
}

pub fn program(current: &mut Task) -> Result {
    let mut pair = Pair::new(current)?;
    shorten(&mut pair);
    fput(pair.first);
    fput(pair.second);
    Ok(())
}
