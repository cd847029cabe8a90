/** What is no integer is refused by name at every public entry that takes a number; an integer wraps as a cast of C does. */
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import * as binding from "../../src/binding/index.js";
import * as designs from "../../src/designs/index.js";
import { DirectProbe } from "../../src/explore/index.js";
import * as k from "../../src/kernel/index.js";
import { World } from "./world.js";

/** What a call is given: a world with a task that shares its table, two open descriptors, a reserved one, a file, user memory. */
interface Given {
  readonly world: World;
  readonly kernel: k.Kernel;
  readonly task: number;
  readonly files: number;
  readonly file: number;
  readonly user: number;
  readonly current: binding.Task;
  readonly reserved: number;
}

type Call = readonly [target: object, name: string, ...args: unknown[]];

/** A call of each function and method that takes a number, with arguments that are right. */
const calls: Readonly<Record<string, (given: Given) => Call>> = {
  allocFd: ({ kernel, files }) => [k, "allocFd", kernel, files, 0, 64, 0],
  allocFile: ({ kernel }) => [k, "allocFile", kernel, 0, 0, 0],
  allocUser: ({ kernel }) => [k, "allocUser", kernel, 1],
  beginScope: ({ kernel, task }) => [k, "beginScope", kernel, task],
  clone: ({ kernel, task }) => [k, "clone", kernel, task],
  closeFd: ({ kernel, task }) => [k, "closeFd", kernel, task, 1],
  closeRange: ({ kernel, task }) => [k, "closeRange", kernel, task, 0, 3, 0],
  commit: ({ kernel, task }) => [k, "commit", kernel, task, true],
  discard: ({ kernel, task }) => [k, "discard", kernel, task, 2],
  dup: ({ kernel, task }) => [k, "dup", kernel, task, 1],
  dup2: ({ kernel, task }) => [k, "dup2", kernel, task, 0, 1],
  dup3: ({ kernel, task }) => [k, "dup3", kernel, task, 0, 1, 0],
  dupFd: ({ kernel, files }) => [k, "dupFd", kernel, files],
  endScope: ({ kernel, task }) => [k, "endScope", kernel, task, 0],
  execve: ({ kernel, task }) => [k, "execve", kernel, task, 0],
  exitFiles: ({ kernel, task }) => [k, "exitFiles", kernel, task],
  fDupfd: ({ kernel, task }) => [k, "fDupfd", kernel, task, 1, 0, 0],
  fGetfd: ({ kernel, task }) => [k, "fGetfd", kernel, task, 1],
  fSetfd: ({ kernel, task }) => [k, "fSetfd", kernel, task, 1, 0],
  fdInstall: ({ kernel, task, file, reserved }) => [k, "fdInstall", kernel, task, reserved, file],
  fdget: ({ kernel, task }) => [k, "fdget", kernel, task, 1],
  fdput: ({ kernel, file }) => [k, "fdput", kernel, file],
  fdPrepare: ({ kernel, task }) => [k, "fdPrepare", kernel, task, 0],
  fdPrepareFd: ({ kernel, task }) => [k, "fdPrepareFd", kernel, task, k.fdPrepare(kernel, task, 0)],
  fdPrepareFile: ({ kernel, task }) => [k, "fdPrepareFile", kernel, task, k.fdPrepare(kernel, task, 0)],
  fdStage: ({ kernel, task, file }) => [k, "fdStage", kernel, task, k.fdPrepare(kernel, task, 0), file],
  fget: ({ kernel, task }) => [k, "fget", kernel, task, 1],
  fileName: ({ kernel, file }) => [k, "fileName", kernel, file],
  filesOf: ({ kernel, task }) => [k, "filesOf", kernel, task],
  fillSlot: ({ kernel, files, file, reserved }) => [k, "fillSlot", kernel, files, reserved, file],
  fput: ({ kernel, file }) => [k, "fput", kernel, file],
  freeFd: ({ kernel, files, reserved }) => [k, "freeFd", kernel, files, reserved],
  getFile: ({ kernel, file }) => [k, "getFile", kernel, file],
  getUnusedFdFlags: ({ kernel, task }) => [k, "getUnusedFdFlags", kernel, task, 0],
  getUser: ({ kernel, user }) => [k, "getUser", kernel, user],
  makeTaskDead: ({ kernel, task }) => [k, "makeTaskDead", kernel, task],
  nameWord: ({ kernel, task }) => [k, "nameWord", kernel, task],
  openDescriptors: ({ kernel, task }) => [k, "openDescriptors", kernel, task],
  putUnusedFd: ({ kernel, task, reserved }) => [k, "putUnusedFd", kernel, task, reserved],
  putUser: ({ kernel, user }) => [k, "putUser", kernel, user, 1],
  readSet: ({ kernel, task }) => [k, "readSet", kernel, task],
  receiveFd: ({ kernel, task, file, user }) => [k, "receiveFd", kernel, task, file, user, 0],
  rlimitNofile: ({ kernel, task }) => [k, "rlimitNofile", kernel, task],
  schedule: ({ kernel, task }) => [k, "schedule", kernel, task],
  schemeWord: ({ task }) => [k, "schemeWord", task, 0],
  scmDetachFds: ({ kernel, task, file, user }) => [
    k,
    "scmDetachFds",
    kernel,
    task,
    [file],
    user,
    1,
    0,
    user + 1,
  ],
  setCurrentState: ({ kernel, task }) => [k, "setCurrentState", kernel, task, 0],
  setRlimitNofile: ({ kernel, task }) => [k, "setRlimitNofile", kernel, task, 9],
  syscallEnter: ({ kernel, task }) => [k, "syscallEnter", kernel, task],
  syscallReturn: ({ kernel, task }) => [k, "syscallReturn", kernel, task, 0, -1],
  unshareFiles: ({ kernel, task }) => [k, "unshareFiles", kernel, task],
  viewTable: ({ kernel, files }) => [k, "viewTable", kernel, files],
  wakeUpProcess: ({ kernel, task }) => [k, "wakeUpProcess", kernel, task],
  "Memory.load": ({ kernel, user }) => [kernel.memory, "load", user],
  "Memory.loadOwn": ({ kernel, user }) => [kernel.memory, "loadOwn", user],
  "Memory.storeOwn": ({ kernel, user }) => [kernel.memory, "storeOwn", user, 1],
  "Memory.store": ({ kernel, user }) => [kernel.memory, "store", user, 1],
  "Memory.add": ({ kernel, user }) => [kernel.memory, "add", user, 1],
  "Memory.incrementNotZero": ({ kernel, user }) => [kernel.memory, "incrementNotZero", user],
  "Memory.exchange": ({ kernel, user }) => [kernel.memory, "exchange", user, 1],
  "Memory.compareExchange": ({ kernel, user }) => [kernel.memory, "compareExchange", user, 0, 1],
  "Memory.lock": ({ kernel, user }) => [kernel.memory, "lock", user],
  "Memory.unlock": ({ kernel, user }) => [kernel.memory, "unlock", user],
  "Memory.freeAfterGracePeriod": ({ kernel, user }) => [kernel.memory, "freeAfterGracePeriod", user],
  "Memory.waitEvent": ({ kernel, user }) => [kernel.memory, "waitEvent", user, user, 0],
  "Memory.wakeUpAll": ({ kernel, user }) => [kernel.memory, "wakeUpAll", user],
  "Memory.allocate": ({ kernel }) => [kernel.memory, "allocate", 1, "user memory"],
  "Memory.choose": ({ kernel }) => [kernel.memory, "choose", 2, "what"],
  "Memory.choiceLabel": ({ kernel }) => [kernel.memory, "choiceLabel", 0],
  "Memory.free": ({ kernel, user }) => [kernel.memory, "free", user],
  "Memory.recycle": ({ kernel, user }) => [kernel.memory, "recycle", user],
  "Memory.kindOf": ({ kernel, user }) => [kernel.memory, "kindOf", user],
  "Memory.isLive": ({ kernel, user }) => [kernel.memory, "isLive", user],
  "Memory.faultPoint": ({ kernel }) => [kernel.memory, "faultPoint", 0],
  "new Memory": () => [(words: number) => new k.Memory(words), "call", undefined, 64],
  "Errno.check": () => [binding.Errno, "check", 0, "open"],
  "FileRef.anonInodeGetfile": ({ current }) => [binding.FileRef, "anonInodeGetfile", current, 0, 0, 0],
  "FileRef.fromRaw": ({ current, file }) => [binding.FileRef, "fromRaw", current, file],
  "BorrowedFile.fromRawFile": ({ current, file }) => [binding.BorrowedFile, "fromRawFile", current, file],
  "FileRef.fromRawFile": ({ current, file }) => [binding.FileRef, "fromRawFile", current, file],
  "LentFile.fromRawFile": ({ current, file }) => [binding.LentFile, "fromRawFile", current, file],
  "FileDescriptorReservation.getUnusedFdFlags": ({ current }) => [
    binding.FileDescriptorReservation,
    "getUnusedFdFlags",
    current,
    0,
  ],
  "FileDescriptorReservations.getUnusedFds": ({ current }) => [
    binding.FileDescriptorReservations,
    "getUnusedFds",
    current,
    2,
    0,
  ],
  "FileDescriptorReservations.getUnusedFdsUpTo": ({ current }) => [
    binding.FileDescriptorReservations,
    "getUnusedFdsUpTo",
    current,
    2,
    0,
  ],
  "Task.at": ({ kernel, task }) => [binding.Task, "at", kernel, task],
  "Task.choose": ({ current }) => [current, "choose", 2, "what"],
  "Task.close": ({ current }) => [current, "close", 1],
  "Task.closeRange": ({ current }) => [current, "closeRange", 0, 3, 0],
  "Task.dup": ({ current }) => [current, "dup", 1],
  "Task.dup2": ({ current }) => [current, "dup2", 0, 1],
  "Task.dup3": ({ current }) => [current, "dup3", 0, 1, 0],
  "Task.fDupfd": ({ current }) => [current, "fDupfd", 1, 0, 0],
  "Task.fGetfd": ({ current }) => [current, "fGetfd", 1],
  "Task.fSetfd": ({ current }) => [current, "fSetfd", 1, 0],
  "Task.fdget": ({ current }) => [current, "fdget", 1],
  "Task.fget": ({ current }) => [current, "fget", 1],
  "Task.getUser": ({ current, user }) => [current, "getUser", user],
  "Task.putUser": ({ current, user }) => [current, "putUser", user, 1],
  "Task.reserving": ({ current }) => [current, "reserving", 0, () => 0],
  "Task.scmDetachFds": ({ current, user }) => [current, "scmDetachFds", [], user, 1, 0, user + 1],
  "Task.setCurrentState": ({ current }) => [current, "setCurrentState", 0],
  "Task.setRlimitNofile": ({ current }) => [current, "setRlimitNofile", 9],
  "Task.tryReserve": ({ current }) => [current, "tryReserve", 0],
  "Task.waitEvent": ({ current, user }) => [current, "waitEvent", user, user, 0],
  "raw.choose": ({ current }) => [designs.raw, "choose", current, 2, "what"],
  "raw.closeFd": ({ current }) => [designs.raw, "closeFd", current, 1],
  "raw.anonInodeGetfile": ({ current }) => [designs.raw, "anonInodeGetfile", current, 0, 0, 0],
  "raw.fdInstall": ({ current, reserved, file }) => [designs.raw, "fdInstall", current, reserved, file],
  "raw.fget": ({ current }) => [designs.raw, "fget", current, 1],
  "raw.fileCount": ({ current, file }) => [designs.raw, "fileCount", current, file],
  "raw.fput": ({ current, file }) => [designs.raw, "fput", current, file],
  "raw.getFile": ({ current, file }) => [designs.raw, "getFile", current, file],
  "raw.getUnusedFdFlags": ({ current }) => [designs.raw, "getUnusedFdFlags", current, 0],
  "raw.getUser": ({ current, user }) => [designs.raw, "getUser", current, user],
  "raw.isErr": ({ file }) => [designs.raw, "isErr", file],
  "raw.privateData": ({ current, file }) => [designs.raw, "privateData", current, file],
  "raw.ptrErr": ({ file }) => [designs.raw, "ptrErr", file],
  "raw.putUnusedFd": ({ current, reserved }) => [designs.raw, "putUnusedFd", current, reserved],
  "raw.putUser": ({ current, user }) => [designs.raw, "putUser", current, user, 1],
  "raw.setPrivateData": ({ current, file }) => [designs.raw, "setPrivateData", current, file, 1],
  "guard.freeFput": ({ current, file }) => [designs.guard, "freeFput", current, file],
  "guard.getUnusedFd": ({ current }) => [designs.guard, "getUnusedFd", current, 0],
  "prepare.fdAdd": ({ current, file }) => [designs.prepare, "fdAdd", current, 0, () => file],
  "prepare.fdPrepare": ({ current, file }) => [designs.prepare, "fdPrepare", current, 0, () => file],
  "SlotReservation.prepare": ({ current }) => [designs.SlotReservation, "prepare", current, 0],
  "slots.fdAdd": ({ current, file }) => [designs.slots, "fdAdd", current, 0, () => file],
  "slots.fdPrepare": ({ current }) => [designs.slots, "fdPrepare", current, 0],
  "slots.fdPrepareFd": ({ current }) => [designs.slots, "fdPrepareFd", current, slotOf(current)],
  "slots.fdPrepareFile": ({ current }) => [designs.slots, "fdPrepareFile", current, slotOf(current)],
  "slots.fdSlotsCommit": ({ current }) => [designs.slots, "fdSlotsCommit", current, 0],
  "slots.fdStage": ({ current, file }) => [designs.slots, "fdStage", current, slotOf(current), file],
  "slots.isErr": ({ file }) => [designs.slots, "isErr", file],
  "slots.ptrErr": ({ file }) => [designs.slots, "ptrErr", file],
  "ignoreFault.fdAdd": ({ current, file }) => [designs.ignoreFault, "fdAdd", current, 0, () => file],
  "ignoreFault.tellUser": ({ current, user }) => [designs.ignoreFault, "tellUser", current, user, 1],
  "kref.get": ({ current, user }) => [designs.kref, "get", current, user],
  "kref.put": ({ current, user }) => [designs.kref, "put", current, user],
  "kref.putIn": ({ kernel, user }) => [designs.kref, "putIn", kernel, user],
  "kref.read": ({ current, user }) => [designs.kref, "read", current, user],
  "kref.write": ({ current, user }) => [designs.kref, "write", current, user, 1],
  "Transaction.getUnusedFdFlags": (given) => [transactionOf(given), "getUnusedFdFlags", 0],
  "Transaction.getUnusedFds": (given) => [transactionOf(given), "getUnusedFds", 1, 0],
  "Transaction.succeed": (given) => [transactionOf(given), "succeed", 0],
};

/** What takes any number, and why. */
const takesAny: Readonly<Record<string, string>> = {
  errnoCode: "it answers undefined to what is no error number",
  formatResult: "it shows what it is given, in messages about mistakes too",
  "new Errno": "a RangeError names what is no error number",
  "new TaskDied": "the kernel throws it",
  "guard.free": "a pointer of the caller's own, handed back to the caller",
  "Memory.perform": "the probes' interface: the numbers come from the named accesses",
  "Memory.performNow": "as perform",
};

function slotOf(current: binding.Task): designs.slots.FdSlot {
  return designs.slots.fdPrepare(current, 0);
}

/** The kernel that a call needs. */
function kernelFor(name: string): k.KernelOptions {
  if (name.startsWith("Transaction")) return { scheme: "tagged" };
  return /^slots|^SlotR|^fd(?:Prepare|Stage)/.test(name) ? { scheme: "slots" } : {};
}

function transactionOf({ current }: Given): designs.Transaction {
  designs.Transaction.begin(current);
  return current.transaction;
}

interface NumberParameter {
  readonly name: string;
  readonly index: number;
  /** Whether it may be left out, which undefined does as well. */
  readonly isOptional: boolean;
}

/** The parameters that are numbers, by function or method, in the order of arguments. */
function numberParameters(): Map<string, NumberParameter[]> {
  const entries = ["kernel", "binding", "designs"].map((folder) =>
    fileURLToPath(new URL(`../../src/${folder}/index.ts`, import.meta.url)),
  );
  const options: ts.CompilerOptions = {
    strict: true,
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    skipLibCheck: true,
  };
  const program = ts.createProgram(entries, options);
  const checker = program.getTypeChecker();
  const found = new Map<string, NumberParameter[]>();
  const isNumber = (type: ts.Type): boolean =>
    type.isUnion() ? type.types.some(isNumber) : checker.isTypeAssignableTo(type, checker.getNumberType());
  const add = (name: string, signatures: readonly ts.Signature[]): void => {
    for (const signature of signatures) {
      const parameters = signature.getParameters().flatMap((parameter, index) => {
        const declaration = parameter.valueDeclaration;
        if (declaration === undefined) return [];
        const type = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(parameter, declaration));
        const isNever = (type.flags & (ts.TypeFlags.Never | ts.TypeFlags.Any)) !== 0;
        const isOptional = signatures.some((signature) => {
          const declared = signature.getParameters()[index]?.valueDeclaration;
          return (
            declared === undefined || (ts.isParameter(declared) && checker.isOptionalParameter(declared))
          );
        });
        return !isNever && isNumber(type) ? [{ name: parameter.name, index, isOptional }] : [];
      });
      if (parameters.length > 0) found.set(name, parameters);
    }
  };
  const isPublic = (declaration: ts.Declaration | undefined): boolean =>
    declaration !== undefined &&
    (ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) ===
      0 &&
    ts.getJSDocTags(declaration).every((tag) => tag.tagName.text !== "internal");
  const visit = (symbol: ts.Symbol, prefix: string): void => {
    const target = (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
    const { name } = symbol;
    if ((target.flags & ts.SymbolFlags.ValueModule) !== 0) {
      for (const member of checker.getExportsOfModule(target)) visit(member, `${name}.`);
      return;
    }
    const declaration = target.valueDeclaration;
    // A Task has what a TaskRef has.
    if (declaration === undefined || name === "TaskRef") return;
    const type = checker.getTypeOfSymbolAtLocation(target, declaration);
    if ((target.flags & ts.SymbolFlags.Function) !== 0) add(`${prefix}${name}`, type.getCallSignatures());
    if ((target.flags & ts.SymbolFlags.Class) === 0) return;
    const methods = (members: readonly ts.Symbol[]): void => {
      for (const { name: method, valueDeclaration } of members) {
        if (valueDeclaration === undefined || !ts.isMethodDeclaration(valueDeclaration)) continue;
        if (!ts.isIdentifier(valueDeclaration.name) || !isPublic(valueDeclaration)) continue;
        add(
          `${name}.${method}`,
          checker
            .getTypeOfSymbol(checker.getSymbolAtLocation(valueDeclaration.name) as ts.Symbol)
            .getCallSignatures(),
        );
      }
    };
    add(
      `new ${name}`,
      type.getConstructSignatures().filter(({ declaration: made }) => isPublic(made)),
    );
    methods(checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(target)));
    methods(checker.getPropertiesOfType(type));
  };
  for (const entry of entries) {
    const file = program.getSourceFile(entry);
    const module = file && checker.getSymbolAtLocation(file);
    if (module === undefined) throw new Error(`${entry} is no module`);
    for (const symbol of checker.getExportsOfModule(module)) visit(symbol, "");
  }
  return found;
}

function given(options: k.KernelOptions, probe: boolean): Given {
  const world = new World({ panicOnWarn: false, ...options });
  const { kernel, task } = world;
  const current = binding.Task.at(kernel, task);
  k.clone(kernel, task, { files: true });
  kernel.current = task;
  const entered = k.syscallEnter(kernel, task);
  world.openMany(2);
  k.syscallReturn(kernel, task, 0, entered);
  const reserved = world.reserve();
  const user = k.allocUser(kernel, 4);
  const file = world.file();
  k.getFile(kernel, file);
  if (probe) kernel.memory.probe = new DirectProbe(kernel);
  return { world, kernel, task, files: k.filesOf(kernel, task), file, user, current, reserved };
}

const bad: readonly unknown[] = [
  0.5,
  -0.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  "3",
  2n,
  null,
  undefined,
  true,
  {},
  [1],
];
const parameters = numberParameters();
/** In the designs and where a method hands on, the function that is named is the kernel's. */
const isDesign = (name: string): boolean =>
  /^(?:raw|guard|prepare|slots|SlotReservation|ignoreFault|kref|Transaction|FileDesc|new )/.test(name);

test("every function and method that takes a number is tested here, or takes any", () => {
  expect([...parameters.keys()].sort()).toEqual([...Object.keys(calls), ...Object.keys(takesAny)].sort());
  expect([...parameters.values()].flat().length).toBeGreaterThan(150);
});

describe.each([
  ["nobody watches", false],
  ["a probe watches", true],
])("%s", (_, probe) => {
  test.each(Object.keys(calls))("%s", (name) => {
    for (const { name: parameter, index, isOptional } of parameters.get(name) ?? []) {
      for (const value of bad) {
        if (isOptional && value === undefined) continue;
        const scene = given(kernelFor(name), probe);
        const [target, method, ...args] = (calls[name] as (given: Given) => Call)(scene);
        const before = scene.kernel.memory.raw.slice();
        args[method === "call" ? index + 1 : index] = value;
        let thrown: unknown;
        try {
          (target as Record<string, (...args: unknown[]) => unknown>)[method]?.(...args);
        } catch (error) {
          thrown = error;
        }
        expect(thrown, `${parameter} = ${String(value)}`).toBeInstanceOf(k.KernelArgumentError);
        const error = thrown as k.KernelArgumentError;
        expect(error.value, parameter).toBe(value);
        if (!isDesign(name)) {
          expect([error.function, error.parameter]).toEqual([
            /[^.]*$/.exec(name)?.[0] === "check" ? name : method,
            parameter,
          ]);
        }
        if (!name.endsWith(".fdAdd"))
          expect(scene.kernel.memory.raw, `${parameter} changes nothing`).toEqual(before);
      }
    }
  });
});

test("so is what stands in a list or a range", () => {
  const { kernel, task, files, file, user } = given({}, false);
  const before = kernel.memory.raw.slice();
  // eslint-disable-next-line no-sparse-arrays -- the hole is what is tested
  expect(() => k.scmDetachFds(kernel, task, [file, , file] as number[], user, 3, 0)).toThrow(
    "sent[1] of scmDetachFds is undefined;",
  );
  expect(kernel.memory.raw).toEqual(before);
  expect(() => k.scmDetachFds(kernel, task, [file, 0.5], user, 2, 0)).toThrow(
    "sent[1] of scmDetachFds is 0.5;",
  );
  expect(() => k.dupFd(kernel, files, { first: 0, last: 0.5 })).toThrow("hole.last of dupFd is 0.5;");
});

describe.each([
  ["nobody watches", false],
  ["a probe watches", true],
])("an address outside of the memory is refused where a task or a table is wanted: %s", (_, probe) => {
  const wanted = [...parameters].flatMap(([name, list]) =>
    list
      .filter(({ name: parameter }) => /^(?:task|files|oldFiles)$/.test(parameter))
      .filter(() => Object.hasOwn(calls, name) && name !== "schemeWord")
      .map(({ name: parameter, index }) => [name, parameter, index] as const),
  );

  test("many functions want one", () => {
    expect(wanted.length).toBeGreaterThan(40);
  });

  test.each(wanted)("%s, %s", (name, parameter, index) => {
    for (const value of [-1, -4, -(2 ** 31), 2 ** 30]) {
      const scene = given(kernelFor(name), probe);
      const [target, method, ...args] = (calls[name] as (given: Given) => Call)(scene);
      const before = scene.kernel.memory.raw.slice();
      args[index] = value;
      expect(() => (target as Record<string, (...args: unknown[]) => unknown>)[method]?.(...args)).toThrow(
        new k.KernelArgumentError(method, parameter, value, "an address in the memory"),
      );
      expect(scene.kernel.memory.raw).toEqual(before);
    }
  });
});

test("nr_open takes what its option takes", () => {
  const { kernel } = given({ nrOpenDefault: 64 }, false);
  for (const limit of [Number.NaN, -5, 0, 63, 2 ** 26 + 1, 0.5, "64", undefined, null]) {
    expect(() => {
      kernel.nrOpen = limit as number;
    }).toThrow(k.KernelOptionError);
  }
  kernel.nrOpen = 64;
  expect(kernel.nrOpen).toBe(64);
});

describe("an integer outside of C's int wraps", () => {
  const scene = (): World => {
    const world = new World();
    world.openMany(3);
    return world;
  };

  test("as a descriptor", () => {
    const { kernel, task } = scene();
    expect(k.closeFd(kernel, task, 2 ** 32 + 1)).toBe(0);
    expect(k.closeFd(kernel, task, 2 ** 32 + 1)).toBe(-9);
    expect(k.dup2(kernel, task, 0, 2 ** 53 + 1)).toBe(0); // 2 ** 53 + 1 is 2 ** 53
    expect(k.closeFd(kernel, task, 2 ** 31)).toBe(-9);
    expect(k.fDupfd(kernel, task, 0, -1, 0)).toBe(-22);
  });

  test("as a bound of close_range, which is unsigned", () => {
    const world = scene();
    expect(k.closeRange(world.kernel, world.task, 1, -1, 0)).toBe(0);
    expect(world.slots()).toBe("0 open");
    expect(k.closeRange(world.kernel, world.task, 0, 2 ** 32, 0)).toBe(0);
    expect(world.slots()).toBe("");
  });
});

test.each([64, 100, -1, -24])("put_unused_fd of %d in a table of 64 is a bug, and changes nothing", (fd) => {
  const world = new World();
  world.open(world.task, k.O_CLOEXEC);
  expect(() => k.putUnusedFd(world.kernel, world.task, fd)).toThrow(
    `BUG in put_unused_fd: ${fd} is no descriptor: a word outside the table is written`,
  );
  expect(k.fGetfd(world.kernel, world.task, 0)).toBe(k.FD_CLOEXEC);
});
