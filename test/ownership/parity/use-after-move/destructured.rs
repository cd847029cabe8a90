//! A pattern takes both parts out.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    let Pair { first, second } = Pair::new(current)?;
    compare(&first, &second);
    fput(first);
    fput(second);
    Ok(())
}
