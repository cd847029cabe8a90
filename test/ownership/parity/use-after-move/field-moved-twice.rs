//! The same part is taken twice.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let pair = Pair::new(current)?;
    fput(pair.first);
    fput(pair.first);
    fput(pair.second);
    Ok(())
}
