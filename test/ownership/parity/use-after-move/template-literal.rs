//! A moved value is read inside a template.
use prelude::*;

pub fn program(current: &mut Task) -> Result<String> {
    let file = FileRef::anon_inode_getfile(current)?;
    fput(file);
    Ok(format!("size {}", inspect(&file)))
}
