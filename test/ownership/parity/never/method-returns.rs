//! A branch takes the file and calls a method that returns.
use prelude::*;

struct Report;

impl Report {
    fn tell(&self) {}
}

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let report = Report;
    if sometimes {
        fput(file);
        report.tell();
    }
    inspect(&file);
    Ok(())
}
