//! A nested pattern takes an inner part, which is taken again through the whole.
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
    fput(outer.pair.first);
    Ok(())
}
