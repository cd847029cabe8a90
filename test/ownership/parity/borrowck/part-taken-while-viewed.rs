//! A part of a pair is given away while it is looked at.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let pair = Pair::new(current)?;
    let seen = view(&pair.first);
    fput(pair.first);
    seen.size();
    fput(pair.second);
    Ok(())
}
