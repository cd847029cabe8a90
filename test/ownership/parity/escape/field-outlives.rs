//! A field of an outer object keeps a value that an inner block disposes.
use prelude::*;

struct Holder<'a> {
    file: Option<&'a FileRef>,
}

pub fn program(current: &mut Task) -> Result {
    let mut holder = Holder { file: None };
    {
        let file = FileRef::anon_inode_getfile(current)?;
        holder.file = Some(&file);
    }
    if let Some(file) = holder.file {
        inspect(file);
    }
    Ok(())
}
