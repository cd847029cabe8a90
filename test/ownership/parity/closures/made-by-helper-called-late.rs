//! A helper returns a closure that reads a file, and the closure is called after the file was given away.
use prelude::*;

fn reader(file: &FileRef) -> impl Fn() -> u32 + Copy + '_ {
    move || inspect(file)
}

pub fn program(current: &mut Task) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let read = reader(&file);
    fput(file);
    read();
    Ok(())
}
