/**
 * The program of a real task: performs operations on its own descriptor table when told to on its channel.
 *
 * It runs in a process of its own, bundled for itself, and never returns to its event loop: no thread besides the
 * one that performs may open anything in the window. Tasks that it makes are copies of this process, made by clone()
 * itself, each with a channel of its own.
 */
import fs from "node:fs";
import koffi from "koffi";
import { restartCopyable } from "./copyable.js";
import { groupByFile, shareTable } from "./open-files.js";
import { lookAfter } from "./look.js";
import { Thread } from "./thread.js";
import type { LoneOperation, Result, Slot, TableOperation, ThreadOperation } from "./operation.js";

// The channels of the tasks follow the window.
const [windowEnd, channels, span] = process.argv.slice(2, 5).map(Number) as [number, number, number];

// The numbers of the calls that libc has no function for, or wraps.
const [NR_PIDFD_OPEN, NR_CLONE3, NR_CLOSE_RANGE, NR_PIDFD_GETFD] = [434, 435, 436, 438];
const NR_CLONE = process.arch === "x64" ? 56 : 220;
// Those of x64, where alone there are threads.
const [NR_CLOSE, NR_DUP, NR_FCNTL, NR_UNSHARE, NR_PRLIMIT64] = [3, 32, 72, 272, 302];
const NR_EXIT_GROUP = process.arch === "x64" ? 231 : 94;
const [PROT_NONE, PROT_READ_WRITE, MAP_SHARED_ANONYMOUS, MAP_PRIVATE_ANONYMOUS] = [0, 3, 0x21, 0x22];
const [UINT_MAX, CLOSE_RANGE_UNSHARE] = [0xffffffff, 2];
const SIGKILL = 9;
const [SIGCHLD, SIGUSR2, SIG_IGN] = [17, 12, 1n];
const [CLONE_FILES, CLONE_PIDFD, CLONE_VFORK] = [0x400, 0x1000, 0x4000];
/** The bytes of `struct clone_args`: flags, where the pidfd goes, two thread ids, the signal, and six more. */
const CLONE_ARGS = 88;
const PR_SET_CHILD_SUBREAPER = 36;
const RLIMIT_NOFILE = 7;
const [F_DUPFD, F_GETFD, F_SETFD, F_DUPFD_CLOEXEC, F_DUPFD_QUERY] = [0, 1, 2, 1030, 1027];
const [MFD_CLOEXEC, CLOCK_MONOTONIC, O_PATH] = [1, 1, 0o10000000];
/** An empty sigset_t. */
const noSignals = Buffer.alloc(128);
const [AF_UNIX, SOCK_STREAM, SOL_SOCKET, SCM_RIGHTS] = [1, 1, 1, 1];
const [MSG_CTRUNC, MSG_CMSG_CLOEXEC] = [8, 0x40000000];
const [O_WRONLY, O_NONBLOCK, O_CLOEXEC] = [1, 0o4000, 0o2000000];
/** How long a task may be blocked, or run another program: it must end by itself should nobody be left to end it. */
const PATIENCE_SECONDS = 600;
const CMSG_HEADER = 16;

function callable<Name extends string>(
  functions: Readonly<Record<Name, unknown>>,
): Readonly<Record<Name, (...args: readonly unknown[]) => number>> {
  return functions as Readonly<Record<Name, (...args: readonly unknown[]) => number>>;
}

const libc = koffi.load(null);
const rlimit = koffi.struct("rlimit", { cur: "uint64_t", max: "uint64_t" });
const iovec = koffi.struct("iovec", { base: "void *", length: "size_t" });
koffi.struct("msghdr", {
  name: "void *",
  nameLength: "uint32_t",
  iov: koffi.pointer(iovec),
  iovLength: "size_t",
  control: "void *",
  controlLength: "size_t",
  flags: "int",
});
/** The calls of libc that tasks make; what is a pointer there is passed on as it comes. */
const c = callable({
  syscall: libc.func("long syscall(long, long, long, long, long, long)"),
  open: libc.func("int open(const char *, int, int)"),
  memfd_create: libc.func("int memfd_create(const char *, unsigned int)"),
  eventfd: libc.func("int eventfd(unsigned int, int)"),
  epoll_create1: libc.func("int epoll_create1(int)"),
  timerfd_create: libc.func("int timerfd_create(int, int)"),
  signalfd: libc.func("int signalfd(int, const void *, int)"),
  dup: libc.func("int dup(int)"),
  dup2: libc.func("int dup2(int, int)"),
  dup3: libc.func("int dup3(int, int, int)"),
  fcntl: libc.func("int fcntl(int, int, long)"),
  close: libc.func("int close(int)"),
  pipe2: libc.func("int pipe2(_Out_ int *, int)"),
  socketpair: libc.func("int socketpair(int, int, int, _Out_ int *)"),
  socket: libc.func("int socket(int, int, int)"),
  bind: libc.func("int bind(int, const void *, unsigned int)"),
  listen: libc.func("int listen(int, int)"),
  getsockname: libc.func("int getsockname(int, void *, void *)"),
  connect: libc.func("int connect(int, const void *, unsigned int)"),
  accept4: libc.func("int accept4(int, void *, void *, int)"),
  getrlimit: libc.func("getrlimit", "int", ["int", koffi.out(koffi.pointer(rlimit))]),
  setrlimit: libc.func("setrlimit", "int", ["int", koffi.pointer(rlimit)]),
  unshare: libc.func("int unshare(int)"),
  sendmsg: libc.func("intptr_t sendmsg(int, _In_ msghdr *, int)"),
  recvmsg: libc.func("intptr_t recvmsg(int, _Inout_ msghdr *, int)"),
  getpid: libc.func("int getpid()"),
  kill: libc.func("int kill(int, int)"),
  pause: libc.func("int pause()"),
  waitpid: libc.func("int waitpid(int, void *, int)"),
  alarm: libc.func("unsigned int alarm(unsigned int)"),
  prctl: libc.func("int prctl(int, long, long, long, long)"),
  signal: libc.func("void *signal(int, void *)"),
  siginterrupt: libc.func("int siginterrupt(int, int)"),
  dlsym: libc.func("void *dlsym(void *, const char *)"),
  execve: libc.func("int execve(const char *, const char **, const char **)"),
});

/** A return value of libc as the kernel gives it: a negative error number instead of -1. */
const kernelResult = (value: number): number => (value < 0 ? -koffi.errno() : value);

const limits = { cur: 0, max: 0 };
c.getrlimit(RLIMIT_NOFILE, limits);
const hardLimit = limits.max;
const nrOpen = Number(fs.readFileSync("/proc/sys/fs/nr_open", "latin1"));

function setLimit(soft: number, hard = hardLimit): number {
  return kernelResult(c.setrlimit(RLIMIT_NOFILE, { cur: soft, max: hard }));
}

/** Whether the kernel knows F_DUPFD_QUERY (6.10). */
let hasDupfdQuery = false;

const pair = new Int32Array(2);

function twoDescriptors(result: number): readonly [number, number] | number {
  return result < 0 ? kernelResult(result) : [pair[0] as number, pair[1] as number];
}

function perform(operation: TableOperation): Result {
  switch (operation.op) {
    case "open":
      return kernelResult(c.open("/dev/null", operation.cloexec ? O_CLOEXEC : 0, 0));
    case "make":
      return kernelResult(make(operation.what, operation.cloexec ? O_CLOEXEC : 0));
    case "fDupfdQuery":
      return kernelResult(c.fcntl(operation.fd, F_DUPFD_QUERY, operation.otherfd));
    case "openMissing":
      return kernelResult(c.open("/dev/null/missing", 0, 0));
    case "fill": {
      let result = 0;
      for (let count = operation.count; count > 0 && result >= 0; count--) {
        result = kernelResult(c.open("/dev/null", 0, 0));
      }
      return result;
    }
    case "dup":
      return kernelResult(c.dup(operation.fd));
    case "dup2":
      return kernelResult(c.dup2(operation.fd, operation.newfd));
    case "dup3":
      return kernelResult(c.dup3(operation.fd, operation.newfd, operation.flags));
    case "fDupfd":
      return kernelResult(
        c.fcntl(operation.fd, operation.cloexec ? F_DUPFD_CLOEXEC : F_DUPFD, operation.minimum),
      );
    case "fGetfd":
      return kernelResult(c.fcntl(operation.fd, F_GETFD, 0));
    case "fSetfd":
      return kernelResult(c.fcntl(operation.fd, F_SETFD, operation.flags));
    case "close":
      return kernelResult(c.close(operation.fd));
    case "closeRange":
      return kernelResult(c.syscall(NR_CLOSE_RANGE, operation.first, operation.last, operation.flags, 0, 0));
    case "pipe2":
      return twoDescriptors(c.pipe2(pair, operation.flags));
    case "socketpair":
      return twoDescriptors(
        c.socketpair(AF_UNIX, SOCK_STREAM | (operation.cloexec ? O_CLOEXEC : 0), 0, pair),
      );
    case "accept4":
      return accept(operation.connected, operation.cloexec ? O_CLOEXEC : 0);
    case "clonePidfd":
      return clonePidfd((operation.files ? CLONE_FILES : 0) | (operation.vfork ? CLONE_VFORK : 0));
    case "pidfdGetfd":
      return getThrough(c.getpid(), operation.fd);
    case "setrlimit": {
      if (operation.limit === "past nr_open") return setLimit(nrOpen + 1, nrOpen + 1);
      return setLimit(operation.limit);
    }
    case "scmRights": {
      const ends = twoDescriptors(c.socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
      if (typeof ends === "number") return ends;
      const [sendEnd, receiveEnd] = ends;
      const sent = send(sendEnd, operation.fds);
      const received = sent < 0 ? sent : receive(receiveEnd, operation);
      for (const end of ends) c.close(end);
      return received;
    }
  }
}

/** Accepts a connection, or finds none, on a socket with a name that the kernel chooses. */
function accept(connected: boolean, flags: number): number {
  const listening = kernelResult(c.socket(AF_UNIX, SOCK_STREAM | (connected ? 0 : O_NONBLOCK), 0));
  if (listening < 0) return listening;
  const address = Buffer.alloc(128);
  address.writeUInt16LE(AF_UNIX);
  const length = new Uint32Array([address.length]);
  if (c.bind(listening, address, 2) < 0 || c.listen(listening, 1) < 0)
    throw new Error("no socket to listen on");
  if (c.getsockname(listening, address, length) < 0) throw new Error("the socket has no name");
  const connecting = connected ? kernelResult(c.socket(AF_UNIX, SOCK_STREAM, 0)) : undefined;
  let accepted = connecting ?? 0;
  if (connecting !== undefined && connecting >= 0 && c.connect(connecting, address, length[0]) < 0)
    throw new Error("no connection to the socket");
  if (accepted >= 0) accepted = kernelResult(c.accept4(listening, null, null, flags));
  for (const fd of [listening, connecting ?? -1]) if (fd >= 0) c.close(fd);
  return accepted;
}

/** What clone3 is given, and where it and the new task tell what they see. */
let cloning: ReturnType<typeof cloningArguments> | undefined;

function cloningArguments(): {
  readonly args: bigint;
  readonly words: BigUint64Array;
  readonly told: Int32Array;
} {
  // Shared: the kernel writes the number there before the task runs, and the task what it sees.
  const at = shared.address + BigInt(shared.size - 8);
  const args = at - BigInt(CLONE_ARGS);
  const words = new BigUint64Array(koffi.view(args, CLONE_ARGS)).fill(0n);
  [words[1], words[4]] = [at, BigInt(SIGCHLD)];
  return { args, words, told: new Int32Array(koffi.view(at, 8)) };
}

/** Makes a task with a pidfd, by clone3; its number, and the flags of that number in the task's table, or an error. */
function clonePidfd(flags: number): Result {
  // Once: the new task has no business with memory that is collected meanwhile, and with its locks.
  cloning ??= cloningArguments();
  const { args, words, told } = cloning;
  words[0] = BigInt(CLONE_PIDFD | flags);
  const pid = kernelResult(c.syscall(NR_CLONE3, args, CLONE_ARGS, 0, 0, 0));
  if (pid < 0) return pid;
  if (pid === 0) {
    told[1] = kernelResult(c.fcntl(told[0], F_GETFD, 0));
    end();
  }
  c.waitpid(pid, null, 0);
  return Array.from(told);
}

/** A descriptor of a process, through a pidfd that is closed again. */
function getThrough(pid: number, fd: number): number {
  const pidfd = kernelResult(c.syscall(NR_PIDFD_OPEN, pid, 0, 0, 0, 0));
  if (pidfd < 0) return pidfd;
  const got = kernelResult(c.syscall(NR_PIDFD_GETFD, pidfd, fd, 0, 0, 0));
  c.close(pidfd);
  return got;
}

/** Makes a file of a kind. */
function make(what: Extract<TableOperation, { readonly op: "make" }>["what"], flags: number): number {
  switch (what) {
    case "memfd":
      return c.memfd_create("oracle", flags === 0 ? 0 : MFD_CLOEXEC);
    case "eventfd":
      return c.eventfd(0, flags);
    case "epoll":
      return c.epoll_create1(flags);
    case "timerfd":
      return c.timerfd_create(CLOCK_MONOTONIC, flags);
    case "signalfd":
      return c.signalfd(-1, noSignals, flags);
    case "pidfd":
      return Number(c.syscall(NR_PIDFD_OPEN, c.getpid(), 0, 0, 0, 0));
    case "O_PATH":
      return c.open("/dev/null", O_PATH | flags, 0);
  }
}

type ScmRights = Extract<TableOperation, { readonly op: "scmRights" }>;

/** Sends files in one message; 0 or an error. */
function send(socket: number, fds: readonly number[]): number {
  const control = Buffer.alloc(CMSG_HEADER + 8 * Math.ceil((4 * fds.length) / 8));
  control.writeBigUInt64LE(BigInt(CMSG_HEADER + 4 * fds.length), 0);
  control.writeInt32LE(SOL_SOCKET, 8);
  control.writeInt32LE(SCM_RIGHTS, 12);
  fds.forEach((fd, index) => control.writeInt32LE(fd, CMSG_HEADER + 4 * index));
  const result = kernelResult(Number(c.sendmsg(socket, message(control, control.length), 0)));
  return result < 0 ? result : 0;
}

/** Receives one message into a control buffer with room for so many descriptors, which may lie at the end of what can be written. */
function receive(socket: number, { room, cloexec, fault }: ScmRights): Result {
  // Nothing around this page can be written.
  const page = writable.address;
  let control = page;
  if (fault === "header") control = page - BigInt(CMSG_HEADER);
  else if (fault !== undefined) control = page + BigInt(PAGE - CMSG_HEADER - 4 * fault.fromNumber);
  const header = message(control, CMSG_HEADER + 4 * room);
  const result = kernelResult(Number(c.recvmsg(socket, header, cloexec ? MSG_CMSG_CLOEXEC : 0)));
  if (result < 0) return result;
  const fds: number[] = [];
  if (Number(header.controlLength) >= CMSG_HEADER) {
    const bytes = Buffer.from(koffi.view(page, PAGE)).subarray(Number(control - page));
    const end = Number(bytes.readBigUInt64LE(0));
    for (let at = CMSG_HEADER; at + 4 <= end; at += 4) fds.push(bytes.readInt32LE(at));
  }
  return { fds, truncated: (header.flags & MSG_CTRUNC) !== 0 };
}

function message(control: Buffer | bigint, controlLength: number) {
  return {
    name: null,
    nameLength: 0,
    iov: [{ base: Buffer.from("x"), length: 1 }],
    iovLength: 1,
    control,
    controlLength,
    flags: 0,
  };
}

/** Which of some descriptors are open: each with twice the number of its file, plus 1 with close-on-exec. */
function look(fds: readonly number[]): Slot[] {
  const pid = c.getpid();
  const flags = new Map(fds.map((fd) => [fd, c.fcntl(fd, F_GETFD, 0)]));
  const open = fds.filter((fd) => flags.get(fd) !== -1);
  // Files are numbered by the lowest descriptor that names them.
  const slots = groupByFile(open.map((fd) => [pid, fd]))
    .map((group) => group.map(([, fd]) => fd).sort((a, b) => a - b))
    .sort(([a = 0], [b = 0]) => a - b)
    .flatMap((group, file) => group.map((fd): Slot => [fd, 2 * file + (flags.get(fd) as number)]));
  return slots.sort(([a], [b]) => a - b);
}

/** Memory between memory that cannot be touched; pages are at most as large. */
const PAGE = 1 << 16;
const writable = { address: 0n };

/** Where a copy of this process leaves its answer: it has no descriptor to write it to. */
const shared = { address: 0n, size: 1 << 24 };

/** Performs operations in a copy of this process that has no descriptors but those it opens. */
function runAlone(operations: readonly LoneOperation[]): Answers["run"] {
  const bytes = Buffer.from(koffi.view(shared.address, shared.size));
  bytes.writeUInt32LE(0, 0);
  const pid = kernelResult(c.syscall(NR_CLONE, SIGCHLD | CLONE_FILES, 0, 0, 0, 0));
  if (pid < 0) throw new Error(`clone is refused (errno ${-pid})`);
  if (pid === 0) {
    let reply: string;
    try {
      reply = JSON.stringify({ answer: answersAlone(operations) });
    } catch (error) {
      reply = errorReply(error);
    }
    bytes.writeUInt32LE(bytes.write(reply, 4, "latin1"), 0);
    end();
  }
  c.waitpid(pid, null, 0);
  const length = bytes.readUInt32LE(0);
  if (length === 0) throw new Error("the task that was alone ended without an answer");
  const { answer, error } = JSON.parse(bytes.toString("latin1", 4, 4 + length)) as {
    readonly answer: Answers["run"];
    readonly error?: string;
  };
  if (error !== undefined) throw new Error(error);
  return answer;
}

function answersAlone(operations: readonly LoneOperation[]): Answers["run"] {
  c.alarm(PATIENCE_SECONDS);
  // The copy is as small as a table can be: nothing of the old one is in it.
  const emptied = c.syscall(NR_CLOSE_RANGE, 0, UINT_MAX, CLOSE_RANGE_UNSHARE, 0, 0);
  if (emptied < 0 || setLimit(span) < 0) throw new Error(`no empty table (errno ${koffi.errno()})`);
  const sharers: number[] = [];
  try {
    return operations.map((operation, index) => {
      const result = performAlone(operation, sharers);
      return [result, look(lookAfter(operations, index, result, span))] as const;
    });
  } finally {
    for (const sharer of sharers) c.kill(sharer, SIGKILL);
  }
}

function performAlone(operation: LoneOperation, sharers: number[]): Result {
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- what is left are the calls on one table, passed on as such
  switch (operation.op) {
    case "share": {
      const pid = kernelResult(c.syscall(NR_CLONE, SIGCHLD | CLONE_FILES, 0, 0, 0, 0));
      if (pid === 0) for (c.alarm(PATIENCE_SECONDS); ;) c.pause();
      if (pid > 0) sharers.push(pid);
      return Math.min(0, pid);
    }
    case "fork": {
      const pid = kernelResult(c.syscall(NR_CLONE, SIGCHLD, 0, 0, 0, 0));
      if (pid > 0) {
        c.waitpid(pid, null, 0);
        end();
      }
      if (pid === 0) thread = undefined;
      return pid;
    }
    case "thread":
    case "inThread":
      return performInThread(operation);
    case "unshare":
      return kernelResult(c.unshare(CLONE_FILES));
    default:
      return perform(operation);
  }
}

/** The thread that this process has besides its leader. */
let thread: Thread | undefined;

function performInThread(operation: ThreadOperation): number {
  if (operation.op === "thread") {
    thread ??= new Thread(c.syscall);
    return 0;
  }
  if (thread === undefined) return 0;
  const { call, number } = operation;
  switch (call) {
    case "dup":
      return thread.call(NR_DUP, number);
    case "fGetfd":
      return thread.call(NR_FCNTL, number, F_GETFD);
    case "close":
      return thread.call(NR_CLOSE, number);
    case "setrlimit":
      return thread.call(NR_PRLIMIT64, 0, RLIMIT_NOFILE, [number, hardLimit], 0);
    case "unshare":
      return thread.call(NR_UNSHARE, CLONE_FILES);
    case "pidfdGetfd": {
      const pidfd = thread.call(NR_PIDFD_OPEN, c.getpid(), 0);
      if (pidfd < 0) return pidfd;
      const got = thread.call(NR_PIDFD_GETFD, pidfd, number, 0);
      thread.call(NR_CLOSE, pidfd);
      return got;
    }
  }
}

/** What can be asked of a task. */
export type Request =
  /** Whether this system allows what is needed. */
  | { readonly ask: "hello" }
  /** Empty the window, lift the limit. */
  | { readonly ask: "reset" }
  /** Perform, alone, and look at what each may have changed. */
  | { readonly ask: "run"; readonly operations: readonly LoneOperation[] }
  /** Perform one. */
  | { readonly ask: "perform"; readonly operation: TableOperation }
  /** Make a task that answers on another channel: with the same table, or with a copy. */
  | { readonly ask: "clone"; readonly channel: number; readonly files: boolean }
  /** unshare(CLONE_FILES). */
  | { readonly ask: "unshare" }
  /** Get a descriptor of a process through a pidfd. */
  | { readonly ask: "pidfdGetfd"; readonly pid: number; readonly fd: number }
  /** Open a FIFO: to read, which blocks until there is a writer; or to write, which never blocks. */
  | { readonly ask: "openFifo"; readonly path: string; readonly cloexec: boolean; readonly write: boolean }
  /** Make a thread, or let it perform a call. */
  | { readonly ask: "thread"; readonly operation: ThreadOperation }
  /** Become another program, which answers nothing; or let the thread do so. */
  | { readonly ask: "exec"; readonly path: string; readonly inThread: boolean };

/** The answers, by request. */
export interface Answers {
  hello: { readonly pid: number; readonly nrOpen: number; readonly hasDupfdQuery: boolean };
  reset: null;
  run: (readonly [result: Result, slots: readonly Slot[]])[];
  perform: Result;
  /** The new task's process, or an error. */
  clone: number;
  unshare: number;
  pidfdGetfd: number;
  openFifo: number;
  thread: number;
  /** Only when it fails. */
  exec: number;
}

function answer(request: Request): Answers[Request["ask"]] {
  switch (request.ask) {
    case "hello":
      if (refusal !== undefined) throw refusal;
      prepare();
      return { pid: c.getpid(), nrOpen, hasDupfdQuery };
    case "reset":
      if (perform({ op: "closeRange", first: 0, last: windowEnd - 1, flags: 0 }) !== 0)
        throw new Error("reset failed");
      if (perform({ op: "setrlimit", limit: windowEnd }) !== 0) throw new Error("reset failed");
      return null;
    case "run":
      return runAlone(request.operations);
    case "perform":
      return perform(request.operation);
    case "clone": {
      const flags = SIGCHLD | (request.files ? CLONE_FILES : 0);
      const pid = kernelResult(c.syscall(NR_CLONE, flags, 0, 0, 0, 0));
      if (pid !== 0) return pid;
      thread = undefined;
      return serve(request.channel);
    }
    case "unshare":
      return kernelResult(c.unshare(CLONE_FILES));
    case "pidfdGetfd":
      return getThrough(request.pid, request.fd);
    case "openFifo": {
      const flags = (request.write ? O_WRONLY | O_NONBLOCK : 0) | (request.cloexec ? O_CLOEXEC : 0);
      c.alarm(PATIENCE_SECONDS);
      const result = kernelResult(c.open(request.path, flags, 0));
      c.alarm(0);
      return result;
    }
    case "thread":
      return performInThread(request.operation);
    case "exec":
      c.alarm(PATIENCE_SECONDS);
      if (request.inThread) return thread === undefined ? 0 : thread.execve(request.path);
      return kernelResult(c.execve(request.path, [request.path, null], [null]));
  }
}

/** Makes the table private (helper threads of the runtime keep the old one), tries what is needed, empties the window. */
function prepare(): void {
  const need = (what: string, result: number): void => {
    if (result < 0) throw new Error(`${what} is refused here (errno ${-result})`);
  };
  need("unshare(CLONE_FILES)", kernelResult(c.unshare(CLONE_FILES)));
  const pid = c.getpid();
  groupByFile([
    [pid, 0],
    [pid, 1],
  ]);
  shareTable(pid, pid);
  const mmap = libc.func("void *mmap(void *, size_t, int, int, int, int64_t)");
  shared.address = mmap(null, shared.size, PROT_READ_WRITE, MAP_SHARED_ANONYMOUS, -1, 0) as bigint;
  const mprotect = libc.func("int mprotect(void *, size_t, int)");
  const pages = mmap(null, 3 * PAGE, PROT_NONE, MAP_PRIVATE_ANONYMOUS, -1, 0) as bigint;
  writable.address = pages + BigInt(PAGE);
  need("mprotect", kernelResult(mprotect(writable.address, PAGE, PROT_READ_WRITE) as number));
  // Tasks that end are gone at once, whoever made them: nobody waits for them.
  c.signal(SIGCHLD, SIG_IGN);
  need("prctl", kernelResult(c.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)));
  // A signal whose handler does nothing: it interrupts a blocked open(), which is not restarted.
  c.signal(SIGUSR2, c.dlsym(null, "getpid"));
  need("siginterrupt", kernelResult(c.siginterrupt(SIGUSR2, 1)));
  hasDupfdQuery = c.fcntl(0, F_DUPFD_QUERY, 0) === 1;
  need("close_range", kernelResult(c.syscall(NR_CLOSE_RANGE, 0, windowEnd - 1, 0, 0, 0)));
  need("setrlimit", setLimit(windowEnd));
}

function errorReply(error: unknown): string {
  return JSON.stringify({ error: error instanceof Error ? error.message : String(error) });
}

/** The process ends at once: nothing of the runtime may run in a copy of it. */
function end(): never {
  for (;;) c.syscall(NR_EXIT_GROUP, 0, 0, 0, 0, 0);
}

/** Answers one JSON line with another, for ever. */
function serve(task: number): never {
  const channel = windowEnd + task;
  const chunk = Buffer.alloc(1 << 16);
  let pending = "";
  for (;;) {
    const size = fs.readSync(channel, chunk);
    if (size === 0) end(); // whoever asks is gone
    pending += chunk.toString("latin1", 0, size);
    for (let end; (end = pending.indexOf("\n")) >= 0;) {
      const line = pending.slice(0, end);
      pending = pending.slice(end + 1);
      let reply: string;
      try {
        reply = JSON.stringify({ answer: answer(JSON.parse(line) as Request) });
      } catch (error) {
        reply = errorReply(error);
      }
      fs.writeSync(channel, `${reply}\n`);
    }
  }
}

let refusal: Error | undefined;
try {
  if (process.argv[5] === undefined) restartCopyable("copyable", windowEnd + channels);
} catch (error) {
  refusal = error instanceof Error ? error : new Error(String(error)); // for whoever asks
}
serve(0);
