//! A branch takes the file and calls a method that never returns.
use prelude::*;

struct Report;

impl Report {
    fn fail(&self) -> ! {
        stop()
    }
}

pub fn program(current: &mut Task, sometimes: bool) -> Result {
    let file = FileRef::anon_inode_getfile(current)?;
    let report = Report;
    if sometimes {
        fput(file);
        report.fail();
    }
    inspect(&file);
    Ok(())
}
