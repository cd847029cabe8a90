//! A part of a borrowed whole is read.
use prelude::*;

fn helper(pair: &Pair) -> u32 {
    inspect(&pair.first)
}

pub fn program(current: &mut Task) -> Result {
    let pair = Pair::new(current)?;
    helper(&pair);
    Ok(())
}
