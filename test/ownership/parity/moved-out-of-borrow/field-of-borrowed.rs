//! A part of a borrowed whole is given away.
use prelude::*;

fn helper(pair: &Pair) {
    fput(pair.first);
}

pub fn program(current: &mut Task) -> Result {
    let pair = Pair::new(current)?;
    helper(&pair);
    fput(pair.second);
    Ok(())
}
