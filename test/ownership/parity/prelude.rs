//! What the Rust programs of the corpus are written against: the kernel's types as the Rust side sees them. Only
//! signatures count, nothing of it is run. The words of `prelude.ts` say the same.
#![allow(dead_code)]
use core::marker::PhantomData;

pub struct Errno(pub i32);
pub type Result<T = ()> = core::result::Result<T, Errno>;

/// What belongs to the thread that made it.
pub type NotThreadSafe = PhantomData<*mut ()>;

pub struct Task(());

impl Task {
    pub fn unshare_files(&mut self) {}
    pub fn execve(&mut self) {}
    pub fn close(&self, _fd: u32) -> u32 {
        0
    }
    /// A step that may fail.
    pub fn may_fail(&self) -> Result {
        Ok(())
    }
}

#[must_use]
pub struct FileDescriptorReservation<'task> {
    task: &'task Task,
    not_thread_safe: NotThreadSafe,
}

impl<'task> FileDescriptorReservation<'task> {
    pub fn get_unused_fd_flags(current: &'task Task, _flags: u32) -> Result<Self> {
        Ok(Self { task: current, not_thread_safe: PhantomData })
    }
    pub fn reserved_fd(&self) -> u32 {
        0
    }
    pub fn commit(self, _file: FileRef) {}
}

impl Drop for FileDescriptorReservation<'_> {
    fn drop(&mut self) {}
}

#[must_use]
pub struct FileRef(());

impl FileRef {
    pub fn anon_inode_getfile(_current: &Task) -> Result<FileRef> {
        Ok(FileRef(()))
    }
    pub fn private_data(&self) -> u32 {
        0
    }
    pub fn commit_to(self, _reservation: FileDescriptorReservation<'_>) {}
    pub fn into_raw(self) -> usize {
        0
    }
}

impl Clone for FileRef {
    fn clone(&self) -> Self {
        FileRef(())
    }
}

impl Drop for FileRef {
    fn drop(&mut self) {}
}

/// Two files, each to be had once.
pub struct Pair {
    pub first: FileRef,
    pub second: FileRef,
}

impl Pair {
    pub fn new(current: &Task) -> Result<Pair> {
        Ok(Pair {
            first: FileRef::anon_inode_getfile(current)?,
            second: FileRef::anon_inode_getfile(current)?,
        })
    }
}

/// Owns files.
pub struct FileList(Vec<FileRef>);

impl FileList {
    pub fn new() -> FileList {
        FileList(Vec::new())
    }
    pub fn add(&mut self, file: FileRef) {
        self.0.push(file);
    }
    pub fn first(&self) -> &FileRef {
        &self.0[0]
    }
    pub fn first_mut(&mut self) -> &mut FileRef {
        &mut self.0[0]
    }
    pub fn cursor(&mut self) -> Cursor<'_> {
        Cursor { list: self }
    }
    pub fn len(&self) -> u32 {
        0
    }
    pub fn into_first(mut self) -> FileRef {
        self.0.remove(0)
    }
    pub fn pop(&mut self) -> Option<FileRef> {
        self.0.pop()
    }
    pub fn find(&self, index: usize) -> Option<&FileRef> {
        self.0.get(index)
    }
    pub fn iter(&self) -> core::slice::Iter<'_, FileRef> {
        self.0.iter()
    }
    /// Keeps the list as it is until the hold is disposed.
    pub fn hold(&self) -> Hold<'_> {
        Hold(self)
    }
    pub fn fill(&mut self, _count: u32) {}
    pub fn clear(&mut self) {
        self.0.clear();
    }
    pub fn append(&mut self, mut other: FileList) {
        self.0.append(&mut other.0);
    }
    pub fn copy_from(&mut self, other: &FileList) {
        self.0.clone_from(&other.0);
    }
    pub fn each(&self, mut body: impl FnMut(&FileRef)) {
        for file in &self.0 {
            body(file);
        }
    }
    pub fn each_mut(&mut self, body: impl FnMut(&mut FileRef)) {
        self.0.iter_mut().for_each(body);
    }
    pub fn drain(self, body: impl FnMut(FileRef)) {
        self.0.into_iter().for_each(body);
    }
}

impl Default for FileList {
    fn default() -> Self {
        Self::new()
    }
}

/// Holds a list until its disposal.
pub struct Hold<'list>(&'list FileList);

impl Hold<'_> {
    pub fn count(&self) -> u32 {
        self.0.len()
    }
}

impl Drop for Hold<'_> {
    fn drop(&mut self) {}
}

/// Owns a list.
pub struct Shelf(FileList);

impl Shelf {
    pub fn new() -> Shelf {
        Shelf(FileList::new())
    }
    pub fn list(&self) -> &FileList {
        &self.0
    }
    pub fn list_mut(&mut self) -> &mut FileList {
        &mut self.0
    }
}

impl Default for Shelf {
    fn default() -> Self {
        Self::new()
    }
}

/// Walks a list, which nobody else may touch meanwhile.
pub struct Cursor<'list> {
    list: &'list mut FileList,
}

impl Cursor<'_> {
    pub fn next(&mut self) -> u32 {
        0
    }
}

/// Looks at a file; nothing happens at its end.
pub struct View<'file>(&'file FileRef);

impl<'file> View<'file> {
    pub fn size(&self) -> u32 {
        0
    }
    pub fn narrow(&self) -> View<'file> {
        View(self.0)
    }
}

pub fn view(file: &FileRef) -> View<'_> {
    View(file)
}

pub struct SpinLock(());

impl SpinLock {
    pub fn new() -> SpinLock {
        SpinLock(())
    }
    pub fn lock(&self) -> LockGuard<'_> {
        LockGuard { lock: self, not_thread_safe: PhantomData }
    }
}

impl Default for SpinLock {
    fn default() -> Self {
        Self::new()
    }
}

/// The lock is held as long as it lives.
pub struct LockGuard<'lock> {
    lock: &'lock SpinLock,
    not_thread_safe: NotThreadSafe,
}

impl LockGuard<'_> {
    pub fn count(&self) -> u32 {
        0
    }
}

impl Drop for LockGuard<'_> {
    fn drop(&mut self) {}
}

/// A resource that never heard of the words.
pub struct Connection(());

impl Connection {
    pub fn open() -> Connection {
        Connection(())
    }
    pub fn send(&self, _text: &str) {}
}

impl Drop for Connection {
    fn drop(&mut self) {}
}

#[must_use]
pub fn try_lock(_lock: &SpinLock) -> bool {
    true
}

pub fn inspect(_file: &FileRef) -> u32 {
    0
}
pub fn compare(_a: &FileRef, _b: &FileRef) -> bool {
    false
}
pub fn truncate(_file: &mut FileRef) {}
pub fn exchange(_a: &mut FileRef, _b: &mut FileRef) {}
pub fn copy_into(_target: &mut FileRef, _source: &FileRef) {}
pub fn fput(_file: FileRef) {}
pub fn fput_like(_file: FileRef, _other: &FileRef) {}
pub fn install(_fd: FileDescriptorReservation<'_>, _file: FileRef) {}
/// Gives the file back when it does not want it.
pub fn offer(file: FileRef) -> Option<FileRef> {
    Some(file)
}
pub fn pass_on(file: FileRef) -> FileRef {
    file
}
/// Keeps the file as long as the other one lives.
pub fn keep_beside(_other: &FileRef, _file: FileRef) {}
/// A file, if there is one.
pub fn maybe_file(current: &Task, sometimes: bool) -> Option<FileRef> {
    if sometimes { FileRef::anon_inode_getfile(current).ok() } else { None }
}
pub fn release(_list: FileList) {}
/// Never returns.
pub fn stop() -> ! {
    panic!()
}
pub fn helper_that_unshares(_task: &mut Task) {}

pub fn once(body: impl FnOnce()) {
    body();
}
pub fn map_once<T>(body: impl FnOnce() -> T) -> T {
    body()
}
pub fn twice(mut body: impl FnMut()) {
    body();
    body();
}
/// Runs it in another thread.
pub fn spawn(_body: impl FnOnce() + Send + 'static) {}
/// Hands a value to another thread.
pub fn send<T: Send + 'static>(_value: T) {}
/// Runs a coroutine or a future in any thread.
pub fn spawn_future<F: core::future::Future + Send>(_future: F) {}
/// Runs a future in this thread.
pub fn block_on<F: core::future::Future>(_future: F) {}
/// Runs it when whoever calls this is long gone.
pub fn queue_microtask(_body: impl FnOnce() + 'static) {}
/// What lives for ever.
pub fn registry() -> &'static mut Vec<&'static FileRef> {
    Box::leak(Box::new(Vec::new()))
}
pub fn connections() -> &'static mut Vec<Connection> {
    Box::leak(Box::new(Vec::new()))
}
pub async fn tick() {}
pub async fn read_later(list: &FileList) -> u32 {
    tick().await;
    list.len()
}
pub async fn fill_later(list: &mut FileList) {
    tick().await;
    list.fill(1);
}
pub async fn release_later(list: FileList) {
    tick().await;
    release(list);
}
