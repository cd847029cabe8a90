//! A part is read where it is, and moved out afterwards.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let pair = Pair::new(current)?;
    pair.first.private_data();
    fput(pair.first);
    fput(pair.second);
    Ok(())
}
