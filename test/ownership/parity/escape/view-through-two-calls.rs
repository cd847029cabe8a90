//! What borrows from what borrows from a local is returned.
use prelude::*;

fn again<'a>(seen: View<'a>) -> View<'a> {
    seen
}

fn look(current: &Task) -> Result<View<'_>> {
    let file = FileRef::anon_inode_getfile(current)?;
    Ok(again(view(&file)))
}

pub fn program(current: &mut Task) -> Result {
    look(current)?.size();
    Ok(())
}
