/** What is in flight is noted beside memory: what each task has noted, what all of them have, and what comes of that. */
import { describe, expect, test } from "vitest";
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { explore, scenario, type Exploration, type ExploreOptions } from "fd-reservation/explore";
import { allocFile, Kernel } from "fd-reservation/kernel";
import { open } from "../../examples/bugs/calls.js";
import {
  transferOwned,
  disown,
  joined,
  own,
  ownedIn,
  OwnerState,
  type InFlight,
} from "../../src/kernel/internal.js";

interface Shared {
  readonly file: FileRef;
}

type Program = (current: Task, shared: Shared) => void;

/** Two tasks, and a file of which set-up holds a reference. */
function together(one: Program, other: Program, guards: boolean, reduce: boolean): Exploration {
  const shared = scenario<Shared>({
    name: "a reference of set-up",
    kernel: { guards },
    setup: ({ init }) => ({ file: FileRef.anonInodeGetfile(init) }),
    tasks: { one, other },
  });
  return explore(shared, { reduce });
}

const drop: Program = (_, { file }) => {
  file[Symbol.dispose]();
};
const commit: Program = (current, { file }) => {
  syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    fd.commit(file);
  });
};
const read: Program = (_, { file }) => void file.privateData;
const clone: Program = (_, { file }) => {
  using another = file.clone();
  void another.privateData;
};
const leak: Program = (_, { file }) => void file.clone();
const idle: Program = (current) => void current.close(0);

describe.each([
  [true, true],
  [true, false],
  [false, true],
  [false, false],
])("guards %s, reduction %s", (guards, reduce) => {
  test.each([
    ["both drop it", drop, drop, /has no reference left/],
    ["both commit it", commit, commit, /its count is 1 and 2 references exist/],
    ["one drops it and the other reads", drop, read, /touched after it was freed/],
    ["one drops it and the other takes a reference", drop, clone, /has no reference left/],
    ["one takes a reference and keeps it", leak, idle, /a reference to .* is left/],
    ["the second one takes a reference and keeps it", idle, leak, /a reference to .* is left/],
  ])("%s", (_, one, other, message) => {
    const { verdict, counterexample } = together(one, other, guards, reduce);
    expect(verdict).toBe("violated");
    expect(counterexample?.violation?.message).toMatch(message);
  });

  test.each([
    ["one commits it", commit, idle],
    ["the second one commits it", idle, commit],
    ["both take a reference", clone, clone],
  ])("%s: holds", (_, one, other) => {
    expect(together(one, other, guards, reduce).verdict).toBe("holds");
  });
});

test.each([true, false])(
  "what is taken over before the first access is there once, reduction %s",
  (reduce) => {
    const takeOver = (current: Task, file: number): number =>
      syscall(current, () => {
        using taken = FileRef.fromRaw(current, file);
        return taken.privateData;
      });
    const each = scenario<readonly [number, number]>({
      name: "two files of set-up",
      setup: ({ kernel }) => [allocFile(kernel), allocFile(kernel)],
      tasks: {
        one: (current, [file]) => takeOver(current, file),
        other: (current, [, file]) => takeOver(current, file),
      },
    });
    const { verdict, coverage } = explore(each, { reduce });
    expect([verdict, coverage]).toEqual(["holds", "EXHAUSTIVE"]);
  },
);

describe.each<readonly [string, ExploreOptions]>([
  ["breadth", {}],
  ["depth", { order: "depth" }],
  ["every access", { reduce: false }],
  ["every access, depth", { order: "depth", reduce: false }],
  ["calls", { granularity: "call" }],
])("what comes between a call that ends in several ways and the next access, %s", (_, options) => {
  interface Two {
    readonly file: FileRef;
    readonly kept: FileRef;
  }
  // A clone ends alike whichever count it has found.
  const cloning = ({ file }: Two): void => {
    using another = file.clone();
    void another.privateData;
  };

  test.each<readonly [string, (current: Task, shared: Two) => void, RegExp]>([
    [
      "a reference is forgotten",
      (_, { kept }) => void kept.intoRaw(),
      /its count is 1 and 0 references exist/,
    ],
    [
      "a reference is taken over twice",
      (current, { kept }) => void FileRef.fromRaw(current, kept.address),
      /its count is 1 and 2 references exist|a reference to .* is left/,
    ],
    ["a clone is kept", (_, { file }) => void file.clone(), /a reference to .* is left/],
  ])("%s", (_, act, message) => {
    const { verdict, counterexample } = explore(
      scenario<Two>({
        name: "two clones",
        setup: ({ init }) => ({ file: FileRef.anonInodeGetfile(init), kept: FileRef.anonInodeGetfile(init) }),
        tasks: {
          one(current, shared) {
            cloning(shared);
            act(current, shared);
          },
          other: (_, shared) => {
            cloning(shared);
          },
        },
      }),
      options,
    );
    expect(verdict).toBe("violated");
    expect(counterexample?.violation?.message).toMatch(message);
  });

  test("what an invariant makes is told from what tasks have made", () => {
    const twice = scenario({
      name: "an invariant that drops twice",
      tasks: {
        one: (current) => void FileRef.anonInodeGetfile(current)[Symbol.dispose](),
        other: (current) => void FileRef.anonInodeGetfile(current)[Symbol.dispose](),
      },
      invariant({ init }) {
        using file = FileRef.anonInodeGetfile(init);
        file[Symbol.dispose]();
        syscall(init, () => 0);
      },
    });
    const { verdict, coverage } = explore(twice, { ...options, failures: 0 });
    expect([verdict, coverage]).toEqual(["holds", "EXHAUSTIVE"]);
  });
});

test.each([true, false])("an invariant may open files while tasks do, reduction %s", (reduce) => {
  const watched = scenario({
    name: "an invariant that opens a file",
    tasks: { one: open, other: open },
    invariant: ({ init }) => void open(init),
  });
  const { verdict, coverage } = explore(watched, { reduce });
  expect([verdict, coverage]).toEqual(["holds", "EXHAUSTIVE"]);
});

describe("what each of several has noted", () => {
  const kernel = new Kernel();
  const since = (before: InFlight, act: () => void): InFlight => {
    kernel.inFlight = before;
    act();
    return kernel.inFlight;
  };
  const values = (moment: InFlight): number[] => [...ownedIn(moment)].map(({ value }) => value).sort();
  const note = (state: number, value: number, files: number): number =>
    own(kernel, { task: 4, state, value, files, madeAt: undefined }).serial;
  const file = (value: number): number => note(OwnerState.file, value, 0);
  const first = file(10);
  const second = note(OwnerState.reservation, 20, 5);
  const before = kernel.inFlight;

  test("is together what nobody has ended and what each has added", () => {
    const one = since(before, () => {
      disown(kernel, first);
      file(30);
    });
    const other = since(before, () => void file(40));
    expect(values(joined(before, [one, other]))).toEqual([20, 30, 40]);
    expect(values(joined(before, [before, other]))).toEqual([10, 20, 40]);
    expect(values(joined(before, [before, before]))).toEqual([10, 20]);
  });

  test("what one of them has changed is there once, as changed", () => {
    const one = since(before, () => transferOwned(kernel, 4, 5, 7));
    const other = since(before, () => void file(40));
    expect([...ownedIn(joined(before, [one, other]))].map(({ value, files }) => [value, files])).toEqual(
      expect.arrayContaining([
        [10, 0],
        [20, 7],
        [40, 0],
      ]),
    );
    expect(values(joined(before, [one, other]))).toEqual([10, 20, 40]);
  });

  test("a moment stays what it was", () => {
    since(before, () => {
      disown(kernel, first);
      disown(kernel, first);
      disown(kernel, second);
    });
    expect(values(kernel.inFlight)).toEqual([]);
    expect(values(before)).toEqual([10, 20]);
  });
});
