/** What the suites assert that the model cannot say, with the reason: it is a model of descriptors, and of nothing behind them. */
import type { Suite } from "./assertion.js";

/** Why something cannot be said. */
export const reasons = {
  data: "files carry no data: there is no read, no write, no offset and no pipe buffer",
  inode: "files have no inode, no mode and no name",
  status: "F_GETFL and F_SETFL are not modelled: what a file is opened with is not the descriptor's",
  locks: "file locks are not modelled",
  notices: "directories do not tell of their changes: dnotify is not modelled",
  signals: "signals and their owners are not modelled",
  credentials: "tasks have no credentials",
  opath: "O_PATH is a property of the file, and descriptors of such files are like all others",
  users: "user memory is words that may fault, without addresses that are bad in themselves",
  messages:
    "a message is its files: its bytes, its order in the socket and the form of its headers are not modelled",
  namespaces: "namespaces are not modelled",
  processes: "waiting for processes is not modelled",
  programs: "what a program is, and how it is found and started, is not modelled",
  commands: "each command of fcntl is a function: there is no unknown one",
} as const;

/** What cannot be said: one test of a suite, or the part of it in brackets. */
export type Inexpressible = readonly [suite: Suite["name"], source: string, reason: keyof typeof reasons];

/** Several tests of one file. */
function of(
  suite: Suite["name"],
  file: string,
  reason: keyof typeof reasons,
  ...tests: readonly string[]
): Inexpressible[] {
  return tests.map((test) => [suite, `${file}${test}`, reason]);
}

export const inexpressible: readonly Inexpressible[] = [
  ...of("LTP", "dup/", "inode", "dup07"),
  ...of("LTP", "dup2/", "inode", "dup202"),
  ...of("LTP", "dup2/", "data", "dup207"),
  ...of("LTP", "fcntl/", "status", "fcntl01 (F_SETFL)", "fcntl04", "fcntl08"),
  ...of("LTP", "fcntl/", "locks", "fcntl05", "fcntl09", "fcntl10", "fcntl11", "fcntl14", "fcntl15"),
  ...of("LTP", "fcntl/", "locks", "fcntl16", "fcntl17", "fcntl18", "fcntl19", "fcntl20", "fcntl21"),
  ...of("LTP", "fcntl/", "locks", "fcntl22", "fcntl34", "fcntl36"),
  ...of("LTP", "fcntl/", "notices", "fcntl39"),
  ...of(
    "LTP",
    "fcntl/",
    "locks",
    "fcntl23",
    "fcntl24",
    "fcntl25",
    "fcntl26",
    "fcntl27",
    "fcntl32",
    "fcntl33",
  ),
  ...of("LTP", "fcntl/", "users", "fcntl13 (EFAULT)"),
  ...of("LTP", "fcntl/", "commands", "fcntl13 (EINVAL)"),
  ...of("LTP", "fcntl/", "data", "fcntl30", "fcntl35", "fcntl37"),
  ...of("LTP", "fcntl/", "signals", "fcntl31", "fcntl38"),
  ...of("LTP", "fcntl/", "inode", "fcntl40"),
  ...of("LTP", "pidfd_getfd/", "credentials", "pidfd_getfd02 (EPERM)"),
  ...of("LTP", "pipe/", "data", "pipe01", "pipe02", "pipe03", "pipe04", "pipe08", "pipe09", "pipe10"),
  ...of("LTP", "pipe/", "data", "pipe11", "pipe12", "pipe13", "pipe14", "pipe15"),
  ...of("LTP", "pipe/", "users", "pipe05"),
  ...of("LTP", "pipe2/", "status", "pipe2_01 (F_GETFL)"),
  ...of("LTP", "pipe2/", "data", "pipe2_04"),
  ...of(
    "LTP",
    "unshare/",
    "namespaces",
    "unshare01 (CLONE_FS, CLONE_NEWNS)",
    "unshare02",
    "unshare04",
    "unshare05",
  ),
  ...of("LTP", "execve/", "programs", "execve01", "execve02", "execve03", "execve04", "execve05", "execve06"),
  ...of("kselftest", "close_range_test ", "inode", "fcntl_created"),
  ...of("kselftest", "pidfd_getfd_test ", "credentials", "child.disable_ptrace"),
  ...of("kselftest", "pidfd_getfd_test ", "data", "pidfd_self"),
  ...of("gVisor", "dup DupTest.", "opath", "DupWithOpath", "Dup2WithOpath", "Dup3WithOpath"),
  ...of("gVisor", "fcntl FcntlTest.", "opath", "FcntlDupWithOpath", "SetFileStatusFlagWithOpath"),
  ...of("gVisor", "fcntl FcntlTest.", "opath", "BadFcntlsWithOpath", "SetCloExecWithOpath"),
  ...of("gVisor", "fcntl FcntlTest.", "opath", "DupFDCloExecWithOpath", "GetOpathFlag"),
  ...of("gVisor", "fcntl FcntlTest.", "status", "GetAllFlags", "SetFlags", "GetO_ASYNC", "SetFlO_ASYNC"),
  ...of("gVisor", "fcntl FcntlTest.", "status", "SetFdO_ASYNC", "DupAfterO_ASYNC", "RegularFileOAsync"),
  ...of(
    "gVisor",
    "fcntl FcntlTest.",
    "signals",
    "GetOwn*",
    "SetOwn*",
    "SetSig*",
    "SetFlSetOwnSetSigDoNotRace",
  ),
  ...of("gVisor", "fcntl FcntlLockTest.", "locks", "*"),
  ...of("gVisor", "fcntl FcntlSignalTest.", "signals", "*"),
  ...of("gVisor", "pipe PipeTest.", "inode", "Inode", "Permissions", "StatFS"),
  ...of("gVisor", "pipe PipeTest.", "status", "Flags", "NonBlocking"),
  ...of("gVisor", "pipe PipeTest.", "data", "Write*", "Seek", "OffsetCalls", "ReaderSideCloses", "Block*"),
  ...of("gVisor", "pipe PipeTest.", "data", "ReadFromClosedFd", "FionRead", "OpenViaProcSelfFD*"),
  ...of("gVisor", "pipe PipeTest.", "data", "SizeChange*", "Streaming", "ZeroSize"),
  ...of("gVisor", "pipe NamedPipeTest.", "inode", "Truncate"),
  ...of("gVisor", "pidfd_test PidfdTest.", "processes", "PidfdOpenInvalid", "Wait*", "Poll", "Epoll"),
  ...of("gVisor", "pidfd_test PidfdTest.", "signals", "SendSignal*", "PidfdThread*", "FasyncIsUnsupported"),
  ...of("gVisor", "pidfd_test PidfdTest.", "users", "Clone3InvalidFdAddrFails"),
  ...of("gVisor", "pidfd_test PidfdTest.", "credentials", "GetfdFailsWhenUnprivileged"),
  ...of("gVisor", "pidfd_test PidfdTest.", "credentials", "PidfdGetfdNonDumpableExitingRace"),
  ...of("gVisor", "pidfd_test PidfdTest.", "namespaces", "Setns*"),
  ...of("gVisor", "socket_unix_cmsg ", "messages", "ShortCmsg", "FDPassInterspersed1", "FDPassInterspersed2"),
  ...of("gVisor", "socket_unix_cmsg ", "messages", "FDPassNotCoalesced", "ZeroFDPassCoalesceData"),
  ...of("gVisor", "socket_unix_cmsg ", "messages", "MsgCtruncInputIsNoop", "ZeroLengthRecvReceivesFD"),
  ...of("gVisor", "socket_unix_cmsg ", "credentials", "*Cred*", "InheritPasscred"),
  ...of("gVisor", "unshare UnshareTest.", "processes", "AllowsZeroFlags", "ThreadFlagFailsIfMultithreaded"),
  ...of("gVisor", "unshare UnshareCapTest.", "namespaces", "CaplessSyscallFailsDespiteUnshareNewUser"),
  ...of("gVisor", "exec ExecveatTest.", "programs", "BasicWithCloexecFD", "InterpreterScriptWithCloexec*"),
];
