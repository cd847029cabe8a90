//! An inner loop takes the file of the outer one in its last iteration.
use prelude::*;

pub fn program(current: &mut Task) -> Result {
    for round in 0..2 {
        let file = FileRef::anon_inode_getfile(current)?;
        for turn in 0..3 {
            if turn == round {
                continue;
            }
            fput(file);
            break;
        }
    }
    Ok(())
}
