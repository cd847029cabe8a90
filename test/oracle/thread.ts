/**
 * A thread of the process that makes it, which performs system calls one by one: a few instructions that read a call from
 * memory and leave its result there, for nothing of the runtime may run in two threads of a copied process.
 */
import koffi from "koffi";

/** Whether the instructions are those of this machine. */
export const hasThreads = process.arch === "x64";

const [NR_CLONE, NR_FUTEX, NR_SCHED_YIELD, NR_EXECVE] = [56, 202, 24, 59];
const [FUTEX_WAKE, PROT_ALL, MAP_PRIVATE_ANONYMOUS] = [1, 7, 0x22];
/** CLONE_VM, CLONE_FS, CLONE_FILES, CLONE_SIGHAND, CLONE_THREAD. */
const CLONE_FLAGS = 0x10f00;
const PAGE = 4096;
/** Offsets in the page: is there a call (1) or none (0), its result, its number and five arguments; what calls may point to; code. */
const [STATE, RESULT, CALL, ROOM, CODE] = [0, 8, 16, 128, 1024];

/** With the page in rbx: waits for a call by futex, performs it, and waits for the next. */
function codeFor(page: bigint): Buffer {
  const address = Buffer.alloc(8);
  address.writeBigUInt64LE(page);
  return Buffer.concat([
    Buffer.from([0x48, 0xbb]), // mov rbx, page
    address,
    Buffer.from([
      ...[0x83, 0x3b, 0x01, 0x74, 0x13], // loop: cmp dword [rbx], 1; je call
      ...[0xb8, 0xca, 0x00, 0x00, 0x00, 0x48, 0x89, 0xdf], // mov eax, 202; mov rdi, rbx
      ...[0x31, 0xf6, 0x31, 0xd2, 0x45, 0x31, 0xd2, 0x0f, 0x05, 0xeb, 0xe8], // xor esi, edx, r10d; syscall; jmp loop
      ...[0x48, 0x8b, 0x43, 0x10, 0x48, 0x8b, 0x7b, 0x18], // call: mov rax, [rbx+16]; mov rdi, [rbx+24]
      ...[0x48, 0x8b, 0x73, 0x20, 0x48, 0x8b, 0x53, 0x28], // mov rsi, [rbx+32]; mov rdx, [rbx+40]
      ...[0x4c, 0x8b, 0x53, 0x30, 0x4c, 0x8b, 0x43, 0x38], // mov r10, [rbx+48]; mov r8, [rbx+56]
      ...[0x45, 0x31, 0xc9, 0x0f, 0x05, 0x48, 0x89, 0x43, 0x08], // xor r9d, r9d; syscall; mov [rbx+8], rax
      ...[0xc7, 0x03, 0x00, 0x00, 0x00, 0x00, 0xeb, 0xbf], // mov dword [rbx], 0; jmp loop
    ]),
  ]);
}

/** The function of libc that makes any call. */
type Syscall = (...args: readonly unknown[]) => number;

/** The thread; it ends with its process. */
export class Thread {
  readonly #page: bigint;
  readonly #bytes: Buffer;
  readonly #state: Int32Array;

  /**
   * @param syscall - `syscall` of libc.
   * @throws Error when the kernel makes no thread.
   */
  constructor(readonly syscall: Syscall) {
    const mmap = koffi.load(null).func("void *mmap(void *, size_t, int, int, int, int64_t)");
    this.#page = mmap(null, PAGE, PROT_ALL, MAP_PRIVATE_ANONYMOUS, -1, 0) as bigint;
    const memory = koffi.view(this.#page, PAGE);
    this.#bytes = Buffer.from(memory);
    this.#state = new Int32Array(memory, STATE, 1);
    codeFor(this.#page).copy(this.#bytes, CODE);
    // libc returns to what lies on top of the new stack.
    const stack = PAGE - 16;
    this.#bytes.writeBigUInt64LE(this.#page + BigInt(CODE), stack);
    const made = syscall(NR_CLONE, CLONE_FLAGS, this.#page + BigInt(stack), 0, 0, 0);
    if (made < 0) throw new Error(`no thread (errno ${koffi.errno()})`);
  }

  /** Performs a call; what the kernel returns. A list of numbers is a pointer to them, each of 64 bits. */
  call(number: number, ...args: readonly (number | readonly number[])[]): number {
    const given = args.map((argument) => {
      if (typeof argument === "number") return BigInt(argument);
      argument.forEach((value, index) => this.#bytes.writeBigInt64LE(BigInt(value), ROOM + 8 * index));
      return this.#page + BigInt(ROOM);
    });
    return this.#perform(number, given);
  }

  /** Executes a program, which takes the place of the whole process; what the kernel returns when it cannot. */
  execve(path: string): number {
    const [argv, envp, text] = [ROOM, ROOM + 8, ROOM + 16];
    this.#bytes.write(`${path}\0`, text, "latin1");
    const at = (offset: number): bigint => this.#page + BigInt(offset);
    this.#bytes.writeBigInt64LE(at(text), argv);
    this.#bytes.writeBigInt64LE(0n, envp); // both lists end here
    return this.#perform(NR_EXECVE, [at(text), at(argv), at(envp)]);
  }

  #perform(number: number, args: readonly bigint[]): number {
    const given = [BigInt(number), ...args, 0n, 0n, 0n, 0n, 0n].slice(0, 6);
    given.forEach((value, index) => this.#bytes.writeBigInt64LE(value, CALL + 8 * index));
    Atomics.store(this.#state, 0, 1);
    this.syscall(NR_FUTEX, this.#page, FUTEX_WAKE, 1, 0, 0);
    while (Atomics.load(this.#state, 0) !== 0) this.syscall(NR_SCHED_YIELD, 0, 0, 0, 0, 0);
    return Number(this.#bytes.readBigInt64LE(RESULT));
  }
}
