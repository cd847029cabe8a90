//! Every case of a switch over two words takes the file; no default is needed.
use prelude::*;

enum Way {
    Left,
    Right,
}

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let way = if sometimes { Way::Left } else { Way::Right };
    match way {
        Way::Left => fput(file),
        Way::Right => drop(file),
    }
    Ok(())
}
