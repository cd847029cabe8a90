/**
 * Two habits of the runtime that are in the way of tasks, which are copies of the process that go on with this program.
 * V8 asks that its memory be left out of copies (madvise, MADV_DONTFORK), so that they are cheap where another program is
 * executed at once. And libuv tells the event loop of work by 8 bytes to an eventfd, and aborts where it cannot, as in a
 * task without descriptors; the loop never runs again.
 */
import koffi from "koffi";

const NR_MADVISE = process.arch === "x64" ? 28 : 233;
const MADV_DONTFORK = 10;
const NR_WRITE = process.arch === "x64" ? 1 : 64;
const EVENT_BYTES = 8;
const [PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS] = [22, 38];
const SECCOMP_MODE_FILTER = 2;
const F_SETFD = 2;

// linux/filter.h: load a word of seccomp_data; jump if equal; return.
const [LOAD, JUMP_IF_EQUAL, RETURN] = [0x20, 0x15, 0x06];
const [NUMBER, THIRD_ARGUMENT] = [0, 32];
/** SECCOMP_RET_ERRNO: with 0 the call returns success and does nothing; EAGAIN says that the loop has been told already. */
const [NOTHING, TOLD, ALLOW] = [0x00050000, 0x0005000b, 0x7fff0000];

const filter: readonly (readonly [code: number, then: number, otherwise: number, operand: number])[] = [
  [LOAD, 0, 0, NUMBER],
  [JUMP_IF_EQUAL, 2, 0, NR_MADVISE],
  [JUMP_IF_EQUAL, 4, 0, NR_WRITE],
  [RETURN, 0, 0, ALLOW],
  [LOAD, 0, 0, THIRD_ARGUMENT],
  [JUMP_IF_EQUAL, 0, 4, MADV_DONTFORK],
  [RETURN, 0, 0, NOTHING],
  [LOAD, 0, 0, THIRD_ARGUMENT],
  [JUMP_IF_EQUAL, 0, 1, EVENT_BYTES],
  [RETURN, 0, 0, TOLD],
  [RETURN, 0, 0, ALLOW],
];

/**
 * Executes this program again, with the same descriptors, where both do nothing: from its start, because V8 asks
 * for all memory that it takes.
 *
 * @param marker - An argument more, which tells the program that it has been executed again.
 * @param inherited - Descriptors below it stay open.
 * @throws Error where the system refuses.
 */
export function restartCopyable(marker: string, inherited: number): never {
  const libc = koffi.load(null);
  const program = koffi.struct({ length: "uint16_t", filter: "void *" });
  const set = libc.func("int prctl(int, long, long, long, long)");
  const setFilter = libc.func("prctl", "int", ["int", "long", koffi.pointer(program)]);
  const fcntl = libc.func("int fcntl(int, int, long)");
  const execve = libc.func("int execve(const char *, const char **, const char **)");
  const code = Buffer.concat(
    filter.map(([code, then, otherwise, operand]) => {
      const line = Buffer.alloc(8);
      line.writeUInt16LE(code, 0);
      line.writeUInt8(then, 2);
      line.writeUInt8(otherwise, 3);
      line.writeUInt32LE(operand, 4);
      return line;
    }),
  );
  if (
    set(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) === 0 &&
    setFilter(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, { length: filter.length, filter: code }) === 0
  ) {
    for (let fd = 0; fd < inherited; fd++) fcntl(fd, F_SETFD, 0); // Node has made them all close-on-exec
    const environment = Object.entries(process.env).map(([name, value]) => `${name}=${value ?? ""}`);
    execve(
      process.execPath,
      [process.execPath, ...process.execArgv, ...process.argv.slice(1), marker, null],
      [...environment, null],
    );
  }
  throw new Error(`seccomp is refused here (errno ${koffi.errno()})`);
}
