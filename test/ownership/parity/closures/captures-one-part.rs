//! A closure reads one part of a pair, and the other part is taken while the closure lives.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let pair = Pair::new(current)?;
    let look = || inspect(&pair.first);
    fput(pair.second);
    look();
    fput(pair.first);
    Ok(())
}
