/**
 * Faults seeded into the kernel, one line each, in a copy of the built package: the explorer must find every one, and
 * find nothing in the kernel as it is.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type * as Binding from "fd-reservation";
import type * as Explore from "fd-reservation/explore";
import type * as Kernel from "fd-reservation/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { built } from "../built/folder.js";

const dist = path.join(built, "dist");
const cache = fileURLToPath(new URL("../../node_modules/.cache", import.meta.url));
let folder = "";

beforeAll(() => {
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(path.join(cache, "seeded-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Package {
  readonly binding: typeof Binding;
  readonly explore: typeof Explore;
  readonly kernel: typeof Kernel;
}

interface Fault {
  readonly name: string;
  /** The module of the kernel that it is in. */
  readonly module: string;
  readonly from: string | ((text: string) => string);
  readonly to: string | ((text: string) => string);
  /** What makes it show. */
  readonly shows: (in_: Package) => Explore.Scenario;
  /** What the violation must say. */
  readonly says: RegExp;
}

type Body = (current: Binding.Task) => number;

/** The part of a module from one text to the next other one. */
function within(begin: string, end: string): (text: string) => string {
  return (text) => {
    const from = text.indexOf(begin);
    return text.slice(from, text.indexOf(end, from) + end.length);
  };
}

function open({ binding }: Package): Body {
  const { FileRef, syscall } = binding;
  const FileDescriptorReservation: typeof Binding.FileDescriptorReservation =
    binding.FileDescriptorReservation;
  return (current) =>
    syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using fd: Binding.FileDescriptorReservation = current.reservation;
      const file = FileRef.anonInodeGetfile(current);
      const number = fd.reservedFd();
      fd.commit(file);
      return number;
    });
}

const tiny = { bitsPerLong: 1, nrOpen: 4 } as const;
const small = { bitsPerLong: 2, nrOpen: 8 } as const;

/** Two opens, one of which grows the table. */
const growing = (in_: Package): Explore.Scenario =>
  in_.explore.scenario({ name: "growing", kernel: tiny, tasks: { a: open(in_), b: open(in_) } });

/** Three opens: two must grow the table at once, and one waits for the other. */
const growingAtOnce = (in_: Package): Explore.Scenario =>
  in_.explore.scenario({
    name: "growing at once",
    kernel: tiny,
    setup: ({ init }) => void open(in_)(init),
    tasks: { a: open(in_), b: open(in_) },
  });

const openAndClose = (in_: Package): Explore.Scenario =>
  in_.explore.scenario({
    name: "open and close",
    kernel: small,
    setup: ({ init }) => void open(in_)(init),
    tasks: { a: open(in_), b: (current) => current.close(0) },
  });

const unsharing = (in_: Package): Explore.Scenario =>
  in_.explore.scenario({
    name: "unsharing",
    kernel: small,
    tasks: { a: open(in_), b: (current) => in_.binding.syscall(current, () => current.unshareFiles()) },
  });

/** Whoever looks up fd 0 must never be given the file that is only ever fd 1. */
function identity(in_: Package, change: Body, prepare: Body, kernel: Kernel.KernelOptions): Explore.Scenario {
  const { kernel: k } = in_;
  return in_.explore.scenario({
    name: "the identity of what is looked up",
    kernel,
    setup: ({ init }) => void prepare(init),
    tasks: {
      reader: (current) => {
        const file = k.fget(current.kernel, current.address, 0);
        if (file === 0) return 0;
        const data = current.kernel.memory.load(file + 5);
        k.fput(current.kernel, file);
        return data;
      },
      changer: change,
    },
    check({ results }) {
      if (results["reader"] === 2) throw new Error("fd 0 was looked up and the file of fd 1 was given");
    },
  });
}

/** Opens a file with private data on the lowest number. */
function openWith({ kernel: k }: Package, current: Binding.Task, data: number): void {
  const { kernel, address } = current;
  const fd = k.getUnusedFdFlags(kernel, address, 0);
  if (fd >= 0) k.fdInstall(kernel, address, fd, k.allocFile(kernel, 0, 0, data));
}

/** As reuse, after the table has grown: the old one still names the file, and nobody clears that. */
const reuseAfterGrowth = (in_: Package): Explore.Scenario =>
  identity(
    in_,
    (current) => {
      const { kernel: k } = in_;
      const fd = k.getUnusedFdFlags(current.kernel, current.address, 0);
      if (fd < 0) return fd;
      current.close(0);
      const file = k.allocFile(current.kernel, 0, 0, 2);
      if (file > 0) k.fdInstall(current.kernel, current.address, fd, file);
      else k.putUnusedFd(current.kernel, current.address, fd);
      return 0;
    },
    (init) => {
      openWith(in_, init, 1);
      return 0;
    },
    tiny,
  );

const reuse = (in_: Package): Explore.Scenario =>
  identity(
    in_,
    (current) => {
      // A number is reserved first, so that the file that reuses the memory is never fd 0.
      const fd = in_.kernel.getUnusedFdFlags(current.kernel, current.address, 0);
      current.close(0);
      if (fd >= 0) {
        const file = in_.kernel.allocFile(current.kernel, 0, 0, 2);
        if (file > 0) in_.kernel.fdInstall(current.kernel, current.address, fd, file);
        else in_.kernel.putUnusedFd(current.kernel, current.address, fd);
      }
      return 0;
    },
    (init) => {
      openWith(in_, init, 1);
      return 0;
    },
    small,
  );

const lookUpWhileGrowing = (in_: Package): Explore.Scenario =>
  in_.explore.scenario({
    name: "a lookup while a table that has grown grows again",
    kernel: tiny,
    setup({ init }) {
      open(in_)(init);
      open(in_)(init);
    },
    tasks: {
      reader: (current) => {
        const file = in_.kernel.fget(current.kernel, current.address, 0);
        if (file !== 0) in_.kernel.fput(current.kernel, file);
        return 0;
      },
      grower: open(in_),
    },
  });

const dup2OntoReserved = (in_: Package): Explore.Scenario =>
  in_.explore.scenario({
    name: "dup2 onto a reserved number",
    kernel: small,
    setup: ({ init }) => void open(in_)(init),
    tasks: { a: open(in_), b: (current) => current.dup2(0, 1) },
  });

const reserveAndFail = (in_: Package): Explore.Scenario =>
  in_.explore.scenario({
    name: "reservations that are given back while a sibling opens",
    kernel: { bitsPerLong: 1, nrOpen: 2 },
    tasks: { a: open(in_), b: open(in_) },
  });

const faults: Fault[] = [
  {
    name: "install without the resize check",
    module: "descriptor.js",
    from: "if (memory.load(files + FilesStruct.resizeInProgress) !== 0) {",
    to: "if (memory.load(files + FilesStruct.resizeInProgress) === 2) {",
    shows: growing,
    says: /fd \d is reserved|although its bit/,
  },
  {
    name: "install that reads the table before the resize flag",
    module: "descriptor.js",
    from: "    if (memory.load(files + FilesStruct.resizeInProgress) !== 0) {\n        memory.rcuReadUnlock();",
    to:
      "    const early = memory.load(files + FilesStruct.fdt);\n" +
      "    if (memory.load(files + FilesStruct.resizeInProgress) === 0) {\n" +
      "        storeSlot(kernel, early, fd, value);\n        memory.rcuReadUnlock();\n        return;\n    } else {\n" +
      "        memory.rcuReadUnlock();",
    shows: growing,
    says: /fd \d is reserved|reference/,
  },
  {
    name: "install outside an RCU section",
    module: "descriptor.js",
    from: within(
      "    memory.rcuReadLock();\n    // A resize that began",
      "fd, value);\n    memory.rcuReadUnlock();\n",
    ),
    to: (text) => text.replace(/ *memory\.rcuRead(?:Lock|Unlock)\(\);\n/g, ""),
    shows: growing,
    says: /fd \d is reserved|reference/,
  },
  {
    name: "no grace period before a resize copies",
    module: "fdtable.js",
    from: "        memory.synchronizeRcu();",
    to: "",
    shows: growing,
    says: /fd \d is reserved|reference/,
  },
  {
    name: "close without the lock",
    module: "files.js",
    from: within("export function closeFd(", "\n}\n"),
    to: (text) => text.replace(/ *memory\.(?:lock|unlock)\(.*\);\n/g, ""),
    shows: (in_) =>
      in_.explore.scenario({
        name: "two closes",
        kernel: small,
        setup: ({ init }) => void open(in_)(init),
        tasks: { a: (current) => current.close(0), b: (current) => current.close(0) },
      }),
    says: /count|released|freed|next_fd/,
  },
  {
    name: "put after install",
    module: "descriptor.js",
    from: "    storeSlot(kernel, memory.load(files + FilesStruct.fdt), fd, value);\n    memory.rcuReadUnlock();",
    to: "    storeSlot(kernel, memory.load(files + FilesStruct.fdt), fd, value);\n    freeFd(kernel, files, fd);\n    memory.rcuReadUnlock();",
    shows: openAndClose,
    says: /although its bit in open_fds was clear/,
  },
  {
    name: "dupFd keeps the bit of a reserved slot",
    module: "task.js",
    from: "            clearOpenFd(kernel, fdt, fd);",
    to: "",
    shows: unsharing,
    says: /is reserved/,
  },
  {
    name: "double fput on close",
    module: "files.js",
    from: "    fput(kernel, file); // outside the lock",
    to: "    fput(kernel, file); fput(kernel, file); // outside the lock",
    shows: openAndClose,
    says: /no reference left|touched after it was freed/,
  },
  {
    name: "missing wake-up after a resize",
    module: "fdtable.js",
    from: "    memory.wakeUpAll(files + FilesStruct.resizeWait);",
    to: "",
    shows: growingAtOnce,
    says: /nobody can go on: .*lost wake-up/,
  },
  {
    name: "lookup without the re-check of the slot",
    module: "lookup.js",
    from: "memory.load(slot) === found && memory.load(files",
    to: "memory.load(files",
    shows: reuse,
    says: /the file of fd 1 was given/,
  },
  {
    name: "lookup without the re-check of the table",
    module: "lookup.js",
    from: "memory.load(slot) === found && memory.load(files + FilesStruct.fdt) === fdt",
    to: "memory.load(slot) === found",
    shows: reuseAfterGrowth,
    says: /the file of fd 1 was given/,
  },
  {
    name: "the old table is freed under its readers",
    module: "fdtable.js",
    from: "        memory.freeAfterGracePeriod(from);",
    to: "        memory.free(from);",
    shows: lookUpWhileGrowing,
    says: /touched after it was freed/,
  },
  {
    name: "dup2 takes a number that is reserved",
    module: "files.js",
    from: "if (old === 0 && testOpenFd(kernel, fdt, newfd)) {",
    to: "if (old === -1 && testOpenFd(kernel, fdt, newfd)) {",
    shows: dup2OntoReserved,
    says: /already holds|reserv/,
  },
  {
    name: "the full bit stays when a descriptor is given back",
    module: "fdtable.js",
    from: "clearBit(memory, shape, memory.load(fdt + Fdtable.fullFdsBits), fd >> shape.shift)) {",
    to: "testBit(memory, shape, memory.load(fdt + Fdtable.fullFdsBits), fd >> shape.shift)) {",
    shows: openAndClose,
    says: /full_fds_bits/,
  },
  {
    name: "nextFd is not lowered when a descriptor is given back",
    module: "descriptor.js",
    from: "if (fd < memory.load(files + FilesStruct.nextFd))",
    to: "if (fd < 0)",
    shows: openAndClose,
    says: /next_fd/,
  },
  {
    name: "a failed resize does not clear its flag",
    module: "fdtable.js",
    from: "    memory.store(resizing, 0);",
    to: "    if (result === 0) memory.store(resizing, 0);",
    shows: reserveAndFail,
    says: /resize_in_progress|nobody can go on/,
  },
];

async function load(fault: Fault | undefined): Promise<Package> {
  const copy = mkdtempSync(path.join(folder, "copy-"));
  cpSync(dist, copy, { recursive: true });
  writeFileSync(path.join(copy, "package.json"), '{ "type": "module" }');
  if (fault !== undefined) {
    const file = path.join(copy, "kernel", fault.module);
    const text = readFileSync(file, "utf8");
    // A fault that no longer applies would be a test that finds nothing.
    const from = typeof fault.from === "string" ? fault.from : fault.from(text);
    const to = typeof fault.to === "string" ? fault.to : fault.to(from);
    expect(text.split(from)).toHaveLength(2);
    expect(to).not.toBe(from);
    writeFileSync(
      file,
      text.replace(from, () => to),
    );
  }
  const from = <M>(name: string): Promise<M> =>
    import(/* @vite-ignore */ pathToFileURL(path.join(copy, name)).href) as Promise<M>;
  return {
    binding: await from<typeof Binding>("index.js"),
    explore: await from<typeof Explore>("explore/index.js"),
    kernel: await from<typeof Kernel>("kernel/index.js"),
  };
}

describe("each seeded fault is found", () => {
  test.each(faults)("$name", async (fault) => {
    const { verdict, counterexample } = await load(fault).then((in_) =>
      in_.explore.explore(fault.shows(in_)),
    );
    expect(counterexample?.violation?.message).toMatch(fault.says);
    expect(verdict).toBe("violated");
  });
});

test("and nothing is found in the kernel as it is", async () => {
  const in_ = await load(undefined);
  for (const shows of new Set(faults.map((fault) => fault.shows))) {
    const { scenario, verdict, coverage, counterexample } = in_.explore.explore(shows(in_));
    expect(counterexample, scenario).toBeUndefined();
    expect([verdict, coverage]).toEqual(["holds", "EXHAUSTIVE"]);
  }
});
