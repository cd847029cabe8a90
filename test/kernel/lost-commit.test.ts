/** The race that the mail leaves open: a commit's store against a resize that has copied the slot already. */
import { expect, test } from "vitest";
import { DirectProbe } from "../../src/explore/index.js";
import * as k from "../../src/kernel/index.js";
import { Fdtable, FilesStruct, TaskStruct } from "../../src/kernel/layout.js";

/** What the resizing task throws where it would have to wait for the committing one. */
class Waits extends Error {}

/** Runs the sibling's resize right before one store of the committing task: a schedule made by hand. */
class AtStore extends DirectProbe {
  #readers = 0;
  #done = false;
  waited = false;

  constructor(
    kernel: k.Kernel,
    readonly address: number,
    readonly resize: () => void,
  ) {
    super(kernel);
  }

  override perform(op: k.Op, first: number, second: number, third: number): number {
    if (op === k.Op.store && first === this.address && !this.#done) this.#resizeNow();
    if (op === k.Op.rcuReadLock) this.#readers++;
    if (op === k.Op.rcuReadUnlock) this.#readers--;
    if (op === k.Op.synchronizeRcu && this.#readers > 0) throw new Waits();
    return super.perform(op, first, second, third);
  }

  #resizeNow(): void {
    this.#done = true;
    try {
      this.resize();
    } catch (error) {
      if (!(error instanceof Waits)) throw error;
      this.waited = true;
    }
  }
}

function commitAgainstResize(commitStore: "plain" | "protocol"): { slots: string; waited: boolean } {
  const kernel = new k.Kernel({ scheme: "tagged", bitsPerLong: 2, commitStore });
  const task = k.initTask(kernel);
  const sibling = k.clone(kernel, task, { files: true, thread: true });
  const fd = k.getUnusedFdFlags(kernel, task, 0);
  k.fdInstall(kernel, task, fd, k.allocFile(kernel));
  k.getUnusedFdFlags(kernel, sibling, 0);
  const { words } = kernel.memory;
  const files = words[task + TaskStruct.files] as number;
  const slot = (words[(words[files + FilesStruct.fdt] as number) + Fdtable.fd] as number) + fd;
  const probe = new AtStore(kernel, slot, () => k.getUnusedFdFlags(kernel, sibling, 0));
  kernel.memory.probe = probe;
  k.commit(kernel, task, true);
  kernel.memory.probe = null;
  const { slots } = k.viewTable(kernel, files);
  return { slots: slots.map(({ fd, state }) => `${fd}:${state}`).join(" "), waited: probe.waited };
}

test("with a plain store the commit is lost: the new table keeps the odd value for ever", () => {
  expect(commitAgainstResize("plain")).toEqual({
    slots: "0:uncommitted 1:reserved 2:reserved",
    waited: false,
  });
});

test("with fd_install's protocol the resize must wait for the commit", () => {
  const { slots, waited } = commitAgainstResize("protocol");
  expect(waited).toBe(true);
  expect(slots).toBe("0:open 1:reserved");
});
