/** The frame of a syscall: what becomes its result, and who is current in it. */
import { describe, expect, test } from "vitest";
import { Errno, FileDescriptorReservation, syscall, TaskDied, type Task } from "../../src/index.js";
import {
  fdInstall,
  fdPrepare,
  fdStage,
  getUnusedFdFlags,
  type KernelOptions,
} from "../../src/kernel/index.js";
import { boot, expectQuiet, guardOf, newFile, states } from "./boot.js";

describe("the result", () => {
  test.each<[string, () => number | void, number]>([
    ["is what the body returns", () => 17, 17],
    ["is a negative number that it returns", () => -9, -9],
    ["is 0 when it returns nothing", () => {}, 0],
    [
      "is the negative number of an Errno",
      () => {
        throw new Errno(-14, "copy_to_user");
      },
      -14,
    ],
  ])("%s", (_, body, result) => {
    expect(syscall(boot(), body)).toBe(result);
  });

  test("of a task that dies in it is -EINTR, and its bit stays set for the sharers", () => {
    const current = boot();
    const sibling = current.clone({ files: true, thread: true });
    const result = syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using _fd: FileDescriptorReservation = current.reservation;
      current.oops();
    });
    expect(result).toBe(-4);
    expect(current.table).toBeUndefined();
    expect(states(sibling)).toBe("0:reserved");
  });

  test("is none when another task died: that is not this frame's to end", () => {
    const current = boot();
    const sibling = current.clone();
    const failing = (): number => syscall(current, () => sibling.oops());
    expect(failing).toThrow(TaskDied);
  });
});

describe("a tracer at the exit stop", () => {
  test.each([
    [{}],
    [{ scheme: "tagged" }],
    [{ scheme: "slots" }],
    [{ scheme: "tagged", commitVia: "task-work" }],
    [{ scheme: "slots", commitVia: "task-work" }],
  ] as const)("finds the commit made, by the glue or by task work, and all task work done: %j", (options) => {
    const current = boot(options);
    const seen: (number | string)[] = [];
    const result = syscall(
      current,
      () => {
        current.taskWorkAdd(() => seen.push("work"));
        const { kernel, address } = current;
        const file = newFile(current).intoRaw();
        if (kernel.scheme.commits) fdStage(kernel, address, fdPrepare(kernel, address, 0), file);
        else fdInstall(kernel, address, getUnusedFdFlags(kernel, address, 0), file);
        return 7;
      },
      (returned) => {
        seen.push(returned, states(current));
        return -1;
      },
    );
    expect([result, seen, states(current)]).toEqual([-1, ["work", 7, "0:open"], "0:open"]);
    expectQuiet(current);
  });

  test("sees the number of an Errno, and may make a success of it", () => {
    const failing = (): void => {
      throw new Errno(-14, "copy_to_user");
    };
    expect(syscall(boot(), failing, (returned) => returned + 14)).toBe(0);
  });
});

describe("task work", () => {
  /** What runs on the way out, in order: three callbacks and the commit, which is queued by the first reservation. */
  function order(options: KernelOptions): string[] {
    const current = boot(options);
    const { kernel, address } = current;
    const seen: string[] = [];
    const note = (name: string) => (): void => void seen.push(`${name} ${states(current)}`);
    syscall(current, () => {
      current.taskWorkAdd(note("first"));
      const file = newFile(current).intoRaw();
      if (kernel.scheme.commits) fdStage(kernel, address, fdPrepare(kernel, address, 0), file);
      else fdInstall(kernel, address, getUnusedFdFlags(kernel, address, 0), file);
      current.taskWorkAdd(note("second"));
      current.taskWorkAdd(() => {
        note("third")();
        current.taskWorkAdd(note("queued by it"));
      });
    });
    expectQuiet(current);
    return seen;
  }

  test("runs from the newest to the oldest, after what is installed is open", () => {
    const opened = ["third 0:open", "second 0:open", "first 0:open", "queued by it 0:open"];
    for (const options of [{}, { scheme: "tagged" }, { scheme: "slots" }] as const)
      expect(order(options)).toEqual(opened);
  });

  test.each([
    ["tagged", "0:uncommitted"],
    ["slots", "0:reserved"],
  ] as const)("and a commit by task work has its place among it: %s", (scheme, before) => {
    expect(order({ scheme, commitVia: "task-work" })).toEqual([
      `third ${before}`,
      `second ${before}`,
      "first 0:open",
      "queued by it 0:open",
    ]);
  });

  /** Prepares one more number, stages a file in it, and says what the table shows. */
  function openOne(current: Task): string {
    const { kernel, address } = current;
    fdStage(kernel, address, fdPrepare(kernel, address, 0), newFile(current).intoRaw());
    return states(current);
  }

  describe.each(["tagged", "slots"] as const)(
    "that prepares a number, committed by task work: %s",
    (scheme) => {
      const waiting = scheme === "tagged" ? "uncommitted" : "reserved";
      const bootOne = (): Task => boot({ scheme, commitVia: "task-work" });

      test("queues the commit anew when it runs after it", () => {
        const current = bootOne();
        const seen: string[] = [];
        syscall(current, () => {
          current.taskWorkAdd(() => seen.push(openOne(current)));
          seen.push(openOne(current));
        });
        expect(seen).toEqual([`0:${waiting}`, `0:open 1:${waiting}`]);
        expect(states(current)).toBe("0:open 1:open");
        expectQuiet(current);
      });

      test("queues it where the syscall prepared nothing, and work that is queued then runs before it", () => {
        const current = bootOne();
        const seen: string[] = [];
        syscall(current, () => {
          current.taskWorkAdd(() => {
            openOne(current);
            current.taskWorkAdd(() => seen.push(states(current)));
          });
          current.taskWorkAdd(() => current.taskWorkAdd(() => seen.push(states(current))));
        });
        // Of one list: the newest first, so the work that was queued after the commit, the commit, the work from before.
        expect(seen).toEqual([`0:${waiting}`, "0:open"]);
        expectQuiet(current);
      });

      test("is undone when the syscall failed", () => {
        const current = bootOne();
        const failed = syscall(current, () => {
          current.taskWorkAdd(() => void openOne(current));
          return -14;
        });
        expect([failed, states(current)]).toEqual([-14, ""]);
        expectQuiet(current);
      });

      test("in a syscall within a syscall leaves what the outer one prepared to that one", () => {
        const current = bootOne();
        const seen: string[] = [];
        syscall(current, () => {
          openOne(current);
          syscall(current, () => {
            current.taskWorkAdd(() => void openOne(current));
            openOne(current);
          });
          seen.push(states(current));
        });
        expect(seen).toEqual([`0:${waiting} 1:open 2:open`]);
        expect(states(current)).toBe("0:open 1:open 2:open");
        expectQuiet(current);
      });
    },
  );

  test("that was queued and has not run is not queued again: its one link would make the list a circle", () => {
    const current = boot({ scheme: "slots", commitVia: "task-work" });
    const { kernel, address } = current;
    const work = (): void => {};
    const twice = (between: () => void) => (): number =>
      syscall(current, () => {
        current.taskWorkAdd(work);
        between();
        current.taskWorkAdd(work);
      });
    const bug = /corruption in task_work_add: .* in the list already/;
    expect(twice(() => {})).toThrow(bug);
    expect(twice(() => void fdPrepare(kernel, address, 0))).toThrow(bug);
    const again = (): number =>
      syscall(current, () => {
        current.taskWorkAdd(work);
        current.taskWorkAdd(() => current.taskWorkAdd(work)); // taken from the list, and still to run
      });
    expect(again).toThrow(bug);
  });

  test("may queue itself when it runs, and the next syscall may queue it as well", () => {
    const current = boot();
    let runs = 0;
    const work = (): void => {
      if (++runs % 3 !== 0) current.taskWorkAdd(work);
    };
    for (let i = 0; i < 2; i++) syscall(current, () => current.taskWorkAdd(work));
    expect(runs).toBe(6);
  });

  test("is refused outside a syscall", () => {
    guardOf("no-syscall", () => boot().taskWorkAdd(() => {}));
  });
});

describe("the current task", () => {
  test("is the caller in the body, which gets it, and nobody after", () => {
    const current = boot();
    const { kernel, address } = current;
    expect(kernel.current).toBe(0);
    syscall(current, (task) => {
      expect(task).toBe(current);
      expect(kernel.current).toBe(address);
    });
    expect(kernel.current).toBe(0);
  });

  test("is put back when frames nest, and when the body throws", () => {
    const outer = boot();
    const inner = outer.clone();
    const { kernel } = outer;
    syscall(outer, () => {
      const failing = (): number =>
        syscall(inner, () => {
          expect(kernel.current).toBe(inner.address);
          throw new TypeError("no");
        });
      expect(failing).toThrow(TypeError);
      expect(kernel.current).toBe(outer.address);
    });
    expect(kernel.current).toBe(0);
  });

  test("is the child in what clone starts", () => {
    const current = boot();
    const seen: number[] = [];
    const child = current.clone({}, (task, extra) => seen.push(task.kernel.current, task.address, extra), 5);
    expect(seen).toEqual([child.address, child.address, 5]);
    expect(current.kernel.current).toBe(0);
  });
});

test("what was in flight before the frame is not its leak", () => {
  const current = boot();
  using message = newFile(current);
  expect(syscall(current, () => 3)).toBe(3);
  expect(message.address).toBeGreaterThan(0);
});

test("what a frame gives back is the same whether it succeeds or fails", () => {
  for (const fails of [false, true]) {
    const current = boot();
    syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using _fd: FileDescriptorReservation = current.reservation;
      using _file = newFile(current);
      if (fails) throw new Errno(-5, "read");
    });
    expectQuiet(current);
  }
});
