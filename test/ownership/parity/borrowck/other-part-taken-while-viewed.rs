//! A part of a pair is given away while the other part is looked at.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let pair = Pair::new(current)?;
    let seen = view(&pair.first);
    fput(pair.second);
    seen.size();
    fput(pair.first);
    Ok(())
}
