/** Random operations by several tasks agree with the naive reference table, in every result and every slot. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../effort.js";
import {
  allocFile,
  allocUser,
  checkInvariants,
  clone,
  closeFd,
  closeRange,
  dup,
  dup2,
  dup3,
  execve,
  exitFiles,
  fDupfd,
  fdInstall,
  fget,
  fGetfd,
  fput,
  fSetfd,
  getUnusedFdFlags,
  initTask,
  Kernel,
  O_CLOEXEC,
  openDescriptors,
  putUnusedFd,
  scmDetachFds,
  setRlimitNofile,
  unshareFiles,
  viewTable,
  type KernelOptions,
} from "../../src/kernel/index.js";
import { FileStruct, kinds, TaskStruct } from "../../src/kernel/layout.js";
import { Reference, type ReferenceFile, type ReferenceTable, type ReferenceTask } from "./reference.js";

const OPERATIONS = runs({ fast: 10_000, usual: 50_000, long: 2_000_000 });
const MAX_TASKS = 5;

const sizes: readonly Required<
  Pick<KernelOptions, "bitsPerLong" | "nrOpenDefault" | "nrOpen" | "rlimitNofile">
>[] = [
  { bitsPerLong: 1, nrOpenDefault: 1, nrOpen: 12, rlimitNofile: 9 },
  { bitsPerLong: 2, nrOpenDefault: 6, nrOpen: 15, rlimitNofile: 12 },
  { bitsPerLong: 4, nrOpenDefault: 4, nrOpen: 96, rlimitNofile: 70 },
  { bitsPerLong: 64, nrOpenDefault: 64, nrOpen: 1048576, rlimitNofile: 1024 },
];
const share = OPERATIONS / sizes.length;
let executed = 0;

describe.each(sizes)("with %o", (size) => {
  test(`${share} operations agree`, { timeout: 3_600_000 }, () => {
    let done = 0;
    const property = fc.property(operations(size), (list) => {
      done += new Comparison(size).run(list);
    });
    while (done < share) fc.assert(property, { numRuns: 10 });
    expect(done).toBeGreaterThanOrEqual(share);
    executed += done;
  });
});

test(`${OPERATIONS} operations were compared in all`, () => {
  expect(executed).toBeGreaterThanOrEqual(OPERATIONS);
});

type Operation = { readonly task: number } & (
  | { readonly op: "reserve" | "open"; readonly cloexec: boolean }
  | { readonly op: "fill"; readonly count: number }
  | { readonly op: "install" | "put"; readonly which: number }
  | { readonly op: "close" | "dup" | "fGetfd" | "fget"; readonly fd: number }
  | { readonly op: "dup2"; readonly fd: number; readonly newfd: number }
  | { readonly op: "dup3"; readonly fd: number; readonly newfd: number; readonly flags: number }
  | { readonly op: "fDupfd"; readonly fd: number; readonly minimum: number; readonly cloexec: boolean }
  | { readonly op: "fSetfd"; readonly fd: number; readonly flags: number }
  | { readonly op: "closeRange"; readonly first: number; readonly last: number; readonly flags: number }
  | { readonly op: "clone"; readonly files: boolean; readonly thread: boolean }
  | { readonly op: "unshareFiles" | "execve" | "exit" | "openDescriptors" }
  | { readonly op: "setRlimitNofile" | "sysctlNrOpen"; readonly limit: number }
  | { readonly op: "receive"; readonly files: number; readonly room: number; readonly reachable: boolean }
);

function operations({ nrOpenDefault, nrOpen }: (typeof sizes)[number]): fc.Arbitrary<Operation[]> {
  const task = fc.nat(MAX_TASKS - 1);
  const top = Math.min(nrOpen, 300);
  // Mostly low numbers, where descriptors are; now and then around the sizes that tables have, and out of range.
  const fd = fc.oneof(
    { weight: 12, arbitrary: fc.nat(Math.min(top, 4)) },
    { weight: 4, arbitrary: fc.nat(Math.min(top, 10)) },
    { weight: 1, arbitrary: fc.integer({ min: -1, max: top + 1 }) },
    { weight: 1, arbitrary: fc.constantFrom(63, 64, 127, 128, 255, 256, 1023, 1024) },
  );
  const last = fc.oneof({ weight: 4, arbitrary: fd }, { weight: 1, arbitrary: fc.constant(0xffffffff) });
  const limit = fc.oneof(fc.nat(Math.min(top, 16)), fc.integer({ min: -1, max: top + 1 }));
  const cloexec = fc.boolean();
  const which = fc.nat(3);
  const record = <T extends object>(weight: number, fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) => ({
    weight,
    arbitrary: fc.record(fields) as unknown as fc.Arbitrary<Operation>,
  });
  const op = <const N extends Operation["op"]>(name: N) => fc.constant(name);
  const operation = fc.oneof(
    record(12, { task, op: op("open"), cloexec }),
    record(1, { task, op: op("fill"), count: fc.nat(80) }),
    record(4, { task, op: op("reserve"), cloexec }),
    record(3, { task, op: op("install"), which }),
    record(2, { task, op: op("put"), which }),
    record(4, { task, op: op("close"), fd }),
    record(3, { task, op: op("dup"), fd }),
    record(4, { task, op: op("dup2"), fd, newfd: fd }),
    record(3, { task, op: op("dup3"), fd, newfd: fd, flags: fc.constantFrom(0, O_CLOEXEC, 1) }),
    record(4, { task, op: op("fDupfd"), fd, minimum: fd, cloexec }),
    record(1, { task, op: op("fGetfd"), fd }),
    record(2, { task, op: op("fSetfd"), fd, flags: fc.nat(3) }),
    record(1, { task, op: op("fget"), fd }),
    record(2, { task, op: op("closeRange"), first: fd, last, flags: fc.constantFrom(0, 0, 2, 4, 6, 1, 8) }),
    record(3, { task, op: op("clone"), files: fc.boolean(), thread: fc.boolean() }),
    record(1, { task, op: op("unshareFiles") }),
    record(1, { task, op: op("execve") }),
    record(1, { task, op: op("exit") }),
    record(1, { task, op: op("openDescriptors") }),
    record(1, { task, op: op("setRlimitNofile"), limit }),
    record(1, { task, op: op("sysctlNrOpen"), limit: fc.integer({ min: nrOpenDefault, max: nrOpen }) }),
    record(2, { task, op: op("receive"), files: fc.nat(4), room: fc.nat(5), reachable: fc.boolean() }),
  );
  return fc.array(operation, { minLength: 1, maxLength: 120, size: "max" });
}

/** One task in both worlds, and the descriptors that it has reserved and neither installed nor put. */
interface Pair {
  readonly address: number;
  readonly reference: ReferenceTask;
  held: number[];
}

/** The kernel and the reference side by side. */
class Comparison {
  readonly #kernel: Kernel;
  readonly #reference: Reference;
  readonly #released: number[] = [];
  readonly #operations: number;
  readonly #user: number;
  #tasks: Pair[];
  #files = 0;

  constructor(options: (typeof sizes)[number]) {
    this.#kernel = new Kernel({ ...options, panicOnWarn: false });
    this.#reference = new Reference(options);
    const release = (_file: number, id: number): void => void this.#released.push(id);
    this.#operations = this.#kernel.registerOperations({ name: "numbered", release });
    this.#user = allocUser(this.#kernel, 8);
    const reference = this.#reference.init(options.rlimitNofile);
    this.#tasks = [{ address: initTask(this.#kernel), reference, held: [] }];
  }

  /** Runs the operations in both and compares after each; how many there were to run. */
  run(list: readonly Operation[]): number {
    let done = 0;
    for (const operation of list) {
      const task = this.#tasks[operation.task % this.#tasks.length] as Pair;
      const before = task.reference.table;
      const results = this.#perform(task, operation);
      if (results === undefined) continue;
      done++;
      // A private copy leaves the reservations behind: they are nobody's now. After exit they are still held.
      if (task.reference.table !== before && task.reference.table !== undefined) task.held = [];
      const [actual, expected] = results;
      if (String(actual) !== String(expected)) {
        throw new Error(`${operation.op} gave ${String(actual)}, and the reference ${String(expected)}`);
      }
      this.#compare();
    }
    return done;
  }

  /** Both results, or undefined when the operation does not apply here. */
  #perform(task: Pair, operation: Operation): readonly [unknown, unknown] | undefined {
    const kernel = this.#kernel;
    const { address } = task;
    const model = this.#reference;
    const twin = task.reference;
    switch (operation.op) {
      case "reserve":
      case "open": {
        const fd = getUnusedFdFlags(kernel, address, operation.cloexec ? O_CLOEXEC : 0);
        const expected = model.reserve(twin, operation.cloexec);
        if (fd === expected && fd >= 0) {
          if (operation.op === "reserve") task.held.push(fd);
          else this.#install(task, fd);
        }
        return [fd, expected];
      }
      case "fill": {
        let results: [number, number] = [0, 0];
        for (
          let count = operation.count;
          count > 0 && results[0] === results[1] && results[0] >= 0;
          count--
        ) {
          results = [getUnusedFdFlags(kernel, address, 0), model.reserve(twin, false)];
          if (results[0] >= 0) this.#install(task, results[0]);
        }
        return results;
      }
      case "install":
      case "put": {
        const [fd] = task.held.splice(operation.which % Math.max(task.held.length, 1), 1);
        if (fd === undefined) return undefined;
        if (operation.op === "install") this.#install(task, fd);
        else {
          putUnusedFd(kernel, address, fd);
          model.put(twin, fd);
        }
        return [0, 0];
      }
      case "close":
        return [closeFd(kernel, address, operation.fd), model.close(twin, operation.fd)];
      case "dup":
        return [dup(kernel, address, operation.fd), model.dup(twin, operation.fd)];
      case "dup2":
        return [
          dup2(kernel, address, operation.fd, operation.newfd),
          model.dup2(twin, operation.fd, operation.newfd),
        ];
      case "dup3":
        return [
          dup3(kernel, address, operation.fd, operation.newfd, operation.flags),
          model.dup3(twin, operation.fd, operation.newfd, operation.flags),
        ];
      case "fDupfd": {
        const { fd, minimum, cloexec } = operation;
        return [
          fDupfd(kernel, address, fd, minimum, cloexec ? O_CLOEXEC : 0),
          model.fDupfd(twin, fd, minimum, cloexec),
        ];
      }
      case "fGetfd":
        return [fGetfd(kernel, address, operation.fd), model.fGetfd(twin, operation.fd)];
      case "fSetfd":
        return [
          fSetfd(kernel, address, operation.fd, operation.flags),
          model.fSetfd(twin, operation.fd, operation.flags),
        ];
      case "fget": {
        const file = fget(kernel, address, operation.fd);
        const id = file === 0 ? undefined : this.#idOf(file);
        if (file !== 0) fput(kernel, file);
        return [id, model.lookUp(twin, operation.fd)?.id];
      }
      case "closeRange": {
        const { first, last, flags } = operation;
        return [closeRange(kernel, address, first, last, flags), model.closeRange(twin, first, last, flags)];
      }
      case "clone":
        return this.#clone(task, operation);
      case "unshareFiles":
        return [unshareFiles(kernel, address), model.unshareFiles(twin)];
      case "execve":
        return [execve(kernel, address), model.execve(twin)];
      case "exit":
        if (this.#tasks.filter(({ reference }) => reference.table !== undefined).length < 2) return undefined;
        exitFiles(kernel, address);
        model.exit(twin);
        return [0, 0];
      case "openDescriptors":
        return [openDescriptors(kernel, address), model.openDescriptors(twin)];
      case "setRlimitNofile":
        return [
          setRlimitNofile(kernel, address, operation.limit),
          model.setRlimitNofile(twin, operation.limit),
        ];
      case "sysctlNrOpen":
        kernel.nrOpen = operation.limit;
        model.nrOpen = operation.limit;
        return [0, 0];
      case "receive": {
        const { room, reachable } = operation;
        const sent = Array.from({ length: operation.files }, () => this.#newFile());
        const rights = scmDetachFds(
          kernel,
          address,
          sent.map(([file]) => file),
          reachable ? this.#user : 0,
          room,
          0,
        );
        const expected = model.receive(
          twin,
          sent.map(([, file]) => file),
          room,
          reachable,
        );
        return [`${rights.installed} ${rights.truncated}`, `${expected} ${expected < sent.length}`];
      }
    }
  }

  #clone(task: Pair, { files, thread }: { files: boolean; thread: boolean }): [unknown, unknown] | undefined {
    if (this.#tasks.length === MAX_TASKS) {
      // Room for a new task is an exited one that holds nothing any more.
      const ended = this.#tasks.findIndex(({ reference, held }) => !reference.table && held.length === 0);
      if (ended < 0 || this.#tasks[ended] === task) return undefined;
      this.#tasks.splice(ended, 1);
    }
    const address = clone(this.#kernel, task.address, { files, thread });
    const reference = this.#reference.clone(task.reference, files, thread);
    if (typeof reference === "number") return [address, reference];
    if (address > 0) this.#tasks.push({ address, reference, held: [] });
    return [address > 0, true];
  }

  #newFile(): [number, ReferenceFile] {
    const id = ++this.#files;
    return [allocFile(this.#kernel, this.#operations, 0, id), { id, references: 1 }];
  }

  #install(task: Pair, fd: number): void {
    const [file, twin] = this.#newFile();
    fdInstall(this.#kernel, task.address, fd, file);
    this.#reference.install(task.reference, fd, twin);
  }

  #idOf(file: number): number {
    return this.#kernel.memory.words[file + FileStruct.privateData] as number;
  }

  /** Every table: who shares it, its size, each slot with its file, that file's count; what was released; leaks. */
  #compare(): void {
    const kernel = this.#kernel;
    const { words } = kernel.memory;
    const twins = new Map<number, ReferenceTable>();
    for (const { address, reference } of this.#tasks) {
      const files = words[address + TaskStruct.files] as number;
      const twin = twins.get(files);
      if (twin !== undefined && twin !== reference.table) throw new Error(`table@${files} is shared`);
      if ((files === 0) !== (reference.table === undefined))
        throw new Error(`task@${address} has table@${files}`);
      if (reference.table !== undefined) twins.set(files, reference.table);
    }
    for (const [files, twin] of twins) {
      const { slots, count, maxFds } = viewTable(kernel, files);
      const actual = slots.map(({ fd, state, value, cloexec }) =>
        state === "open"
          ? `${fd}${cloexec ? "x" : ""}=${this.#idOf(value)}*${words[value + FileStruct.count]}`
          : `${fd}${cloexec ? "x" : ""}=${state}`,
      );
      const expected: string[] = [];
      twin.slots.forEach((slot, fd) => {
        if (slot === undefined) return;
        const { file, cloexec } = slot;
        const holds = file === undefined ? "reserved" : `${file.id}*${file.references}`;
        expected.push(`${fd}${cloexec ? "x" : ""}=${holds}`);
      });
      const is = `${count} share ${maxFds} slots: ${actual.join(" ")}`;
      const should = `${twin.sharers} share ${twin.maxFds} slots: ${expected.join(" ")}`;
      if (is !== should) throw new Error(`the table is\n  ${is}\nand should be\n  ${should}`);
    }
    const [released, expected] = [this.#released.join(), this.#reference.released.join()];
    if (released !== expected) throw new Error(`released: ${released}; the reference: ${expected}`);
    const warned = kernel.warnings.map(({ where }) => where).join();
    const warns = [...this.#reference.warned].join();
    if (warned !== warns) throw new Error(`warnings of: ${warned}; the reference: ${warns}`);
    this.#compareBlocks(twins.size, [...twins.values()].filter(grown).length);
    const [bug] = checkInvariants(kernel, "between-calls");
    if (bug !== undefined) throw bug;

    function grown(twin: ReferenceTable): boolean {
      return twin.maxFds > kernel.nrOpenDefault;
    }
  }

  /** Nothing is lost on the heap: the tables in use are all there are. */
  #compareBlocks(tables: number, grown: number): void {
    const counts = new Map<string, number>();
    for (const { kind } of this.#kernel.memory.blocks()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const expected = {
      [kinds.files]: tables,
      [kinds.fdtable]: grown,
      [kinds.fdArray]: grown,
      [kinds.bitmaps]: grown,
    };
    for (const [kind, count] of Object.entries(expected)) {
      const live = counts.get(kind) ?? 0;
      if (live !== count) throw new Error(`${live} blocks of ${kind} are live; ${count} are in use`);
    }
  }
}
