/**
 * What is read without the lock is read in one RCU section: from the table to the reference. The explorer cannot tell,
 * because it lets every read section touch a file that was recycled, however late the section began.
 */
import { describe, expect, test } from "vitest";
import { DirectProbe } from "../../src/explore/index.js";
import * as k from "../../src/kernel/index.js";
import { FilesStruct, FileStruct, TaskStruct } from "../../src/kernel/layout.js";
import { World } from "./world.js";

/** Notes in which section each word was touched; 0 is outside of all. */
class Sections extends DirectProbe {
  readonly of = new Map<number, number>();
  #begun = 0;
  #open = false;

  override perform(op: k.Op, first: number, second: number, third: number): number {
    if (op === k.Op.rcuReadLock) this.#begun++;
    if (op === k.Op.rcuReadLock || op === k.Op.rcuReadUnlock) this.#open = op === k.Op.rcuReadLock;
    else if (!this.of.has(first) || this.#open) this.of.set(first, this.#open ? this.#begun : 0);
    return super.perform(op, first, second, third);
  }
}

describe("one read section", () => {
  const calls: Readonly<Record<string, (world: World, fd: number) => unknown>> = {
    fget: ({ kernel, task }, fd) => k.fget(kernel, task, fd),
    openDescriptors: ({ kernel, task }) => k.openDescriptors(kernel, task),
    fdInstall: (world) => k.fdInstall(world.kernel, world.task, 1, world.file()),
  };

  test.each(Object.entries(calls))("%s", (_, call) => {
    const world = new World();
    const { kernel, task } = world;
    const fd = world.open();
    world.reserve();
    const { words } = kernel.memory;
    const files = words[task + TaskStruct.files] as number;
    const fdt = words[files + FilesStruct.fdt] as number;
    const probe = new Sections(kernel);
    kernel.memory.probe = probe;
    call(world, fd);
    kernel.memory.probe = null;
    expect(probe.of.get(files + FilesStruct.fdt)).toBe(1);
    const inTable = [...probe.of].filter(([address]) => address >= fdt && address < files + FilesStruct.size);
    expect(inTable.filter(([, section]) => section !== 1)).toEqual([]);
  });

  test("and the reference is taken in it", () => {
    const world = new World();
    const { kernel, task } = world;
    const fd = world.open();
    const probe = new Sections(kernel);
    kernel.memory.probe = probe;
    const file = k.fget(kernel, task, fd);
    kernel.memory.probe = null;
    expect(probe.of.get(file + FileStruct.count)).toBe(1);
  });
});
