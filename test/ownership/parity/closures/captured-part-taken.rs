//! A closure reads one part of a pair, which is taken while the closure lives.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let pair = Pair::new(current)?;
    let look = || inspect(&pair.first);
    fput(pair.first);
    look();
    fput(pair.second);
    Ok(())
}
