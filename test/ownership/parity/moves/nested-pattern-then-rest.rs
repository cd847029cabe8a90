//! A nested pattern takes an inner part, and the other part is taken afterwards.
use prelude::*;

struct Outer {
    pair: Pair,
    spare: FileRef,
}

pub fn program(current: &mut Task) -> Result {
    let outer = Outer { pair: Pair::new(current)?, spare: FileRef::anon_inode_getfile(current)? };
    let Outer { pair: Pair { first, second }, .. } = outer;
    fput(first);
    fput(second);
    fput(outer.spare);
    Ok(())
}
