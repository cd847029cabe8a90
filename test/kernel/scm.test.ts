/** Receiving descriptors: reserve, write the number, install, one by one; the prefix that fits. */
import { describe, expect, test } from "vitest";
import * as k from "../../src/kernel/index.js";
import { Faulting } from "./faulting.js";
import { FailingProbe, HookProbe, World } from "./world.js";

/** Where the numbers go, its words set to -1. */
function userMemory(world: World, words: number): number {
  const user = k.allocUser(world.kernel, words);
  world.kernel.memory.words.fill(-1, user, user + words);
  return user;
}

function numbers(world: World, user: number, count: number): number[] {
  return [...world.kernel.memory.words.subarray(user, user + count)];
}

describe("receiveFd", () => {
  test("installs with a reference of its own after the number was written", () => {
    const world = new World();
    const user = userMemory(world, 1);
    const file = world.file();
    const seen: string[] = [];
    class Watching extends HookProbe {
      override perform(op: k.Op, first: number, second: number, third: number): number {
        if (op === k.Op.fails && this.memory.faultPoint(first).code === "EFAULT") seen.push(world.slots());
        return super.perform(op, first, second, third);
      }
    }
    new Watching(world.kernel);
    expect(k.receiveFd(world.kernel, world.task, file, user, k.O_CLOEXEC)).toBe(0);
    world.kernel.memory.probe = null;
    expect(seen).toEqual(["0 reserved cloexec"]);
    expect(world.slots()).toBe("0 open cloexec");
    expect(numbers(world, user, 1)).toEqual([0]);
    expect(world.countOf(file)).toBe(2);
  });

  test("-EFAULT gives the number back, and the caller keeps its reference", () => {
    const world = new World();
    const file = world.file();
    const user = userMemory(world, 1);
    new Faulting(world.kernel, 1);
    expect(k.receiveFd(world.kernel, world.task, file, user, 0)).toBe(-14);
    world.kernel.memory.probe = null;
    expect(world.slots()).toBe("");
    expect(world.table().nextFd).toBe(0);
    expect(world.countOf(file)).toBe(1);
  });

  test("NULL: the number is written nowhere, as pidfd_getfd wants it", () => {
    const world = new World();
    const file = world.file();
    expect(k.receiveFd(world.kernel, world.task, file, 0, k.O_CLOEXEC)).toBe(0);
    expect(world.slots()).toBe("0 open cloexec");
    expect(world.countOf(file)).toBe(2);
  });

  test("-EMFILE at the limit, -ENOMEM when the table cannot grow", () => {
    const full = new World({ rlimitNofile: 1 });
    full.open();
    expect(k.receiveFd(full.kernel, full.task, full.file(), userMemory(full, 1), 0)).toBe(-24);
    const small = new World({ bitsPerLong: 4 });
    small.openMany(4);
    const user = userMemory(small, 1);
    const file = small.file();
    new FailingProbe(small.kernel, 2);
    expect(k.receiveFd(small.kernel, small.task, file, user, 0)).toBe(-12);
    expect(numbers(small, user, 1)).toEqual([-1]);
  });
});

describe("scm_detach_fds", () => {
  test("a NULL buffer faults after the number was reserved: the table has grown, nothing is installed", () => {
    const world = new World({ bitsPerLong: 1 });
    world.open();
    const file = world.file();
    expect(k.scmDetachFds(world.kernel, world.task, [file], 0, 1, 0)).toEqual({
      installed: 0,
      truncated: true,
      announced: 0,
    });
    expect(world.slots()).toBe("0 open");
    expect(world.table().maxFds).toBe(2);
    expect(world.released).toEqual([file]);
  });

  const cases: [string, { limit?: number; fault?: number; room?: number }, number[], boolean][] = [
    ["all, when there is room", {}, [1, 2, 3], false],
    ["the prefix below RLIMIT_NOFILE", { limit: 3 }, [1, 2, -1], true],
    ["none at the limit", { limit: 1 }, [-1, -1, -1], true],
    ["the prefix before a fault", { fault: 2 }, [1, -1, -1], true],
    ["the prefix that the receiver has room for", { room: 2 }, [1, 2, -1], true],
    ["none without room", { room: 0 }, [-1, -1, -1], true],
  ];
  test.each(cases)("installs %s", (_, { limit = 1024, fault = 99, room = 3 }, expected, truncated) => {
    const world = new World();
    world.open();
    k.setRlimitNofile(world.kernel, world.task, limit);
    const user = userMemory(world, 3);
    const sent = [world.file(), world.file(), world.file()];
    new Faulting(world.kernel, fault);
    const rights = k.scmDetachFds(world.kernel, world.task, sent, user, room, 0);
    world.kernel.memory.probe = null;
    const installed = expected.filter((fd) => fd >= 0).length;
    expect(rights).toEqual({ installed, truncated, announced: installed });
    expect(numbers(world, user, 3)).toEqual(expected);
    expect(k.openDescriptors(world.kernel, world.task)).toEqual([0, ...expected.filter((fd) => fd >= 0)]);
    // The rest of the message is dropped: its files are released.
    expect(world.released).toEqual(sent.slice(installed));
    world.expectSound();
  });

  test("the header comes last: when it faults, all is open and nothing is told, without MSG_CTRUNC", () => {
    const world = new World();
    const user = userMemory(world, 3);
    const sent = [world.file(), world.file()];
    new Faulting(world.kernel, 3);
    const rights = k.scmDetachFds(world.kernel, world.task, sent, user, 2, 0, user + 2);
    world.kernel.memory.probe = null;
    expect(rights).toEqual({ installed: 2, truncated: false, announced: 0 });
    expect(numbers(world, user, 3)).toEqual([0, 1, -1]);
    expect(world.slots()).toBe("0 open, 1 open");
    world.expectSound();
  });

  test("the header tells how many there are; of none there is no header", () => {
    const world = new World({ rlimitNofile: 1 });
    const user = userMemory(world, 3);
    const receive = (header: number): k.ScmRights =>
      k.scmDetachFds(world.kernel, world.task, [world.file(), world.file()], user, 2, 0, header);
    expect(receive(user + 2)).toEqual({ installed: 1, truncated: true, announced: 1 });
    expect(numbers(world, user, 3)).toEqual([0, -1, 1]);
    expect(receive(0)).toEqual({ installed: 0, truncated: true, announced: 0 });
  });

  test("MSG_CMSG_CLOEXEC sets close-on-exec on each", () => {
    const world = new World();
    const user = userMemory(world, 2);
    k.scmDetachFds(world.kernel, world.task, [world.file(), world.file()], user, 2, k.O_CLOEXEC);
    expect(world.slots()).toBe("0 open cloexec, 1 open cloexec");
    world.expectSound();
  });
});
