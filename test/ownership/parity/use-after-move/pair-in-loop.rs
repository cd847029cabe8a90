//! Each iteration makes a pair and takes it apart.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    for _ in 0..2 {
        let pair = Pair::new(current)?;
        fput(pair.first);
        fput(pair.second);
    }
    Ok(())
}
