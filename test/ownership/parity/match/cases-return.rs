//! Every case of a switch takes the file and returns.
use prelude::*;

enum Way {
    Left,
    Right,
}

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let way = if sometimes { Way::Left } else { Way::Right };
    match way {
        Way::Left => {
            fput(file);
            return Ok(());
        }
        Way::Right => {
            drop(file);
            return Ok(());
        }
    }
}
