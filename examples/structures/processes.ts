/** What becomes of tables and limits when a task is made, executes another program, and ends. */
import { OpenFlags, syscall, type KernelOptions, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import {
  allocFile,
  clone,
  commit,
  execve,
  exitFiles,
  filesOf,
  fput,
  kthreadRun,
  openDescriptors,
  receiveFd,
  rlimitNofile,
  schemeWord,
  setRlimitNofile,
} from "fd-reservation/kernel";
import { open, small } from "../races/calls.js";

const EMFILE = 24;

export const limits = scenario({
  name: "a thread has the limit of its process, a child a copy of it",
  tasks: {
    parent({ kernel, address: parent }) {
      const thread = clone(kernel, parent, { files: true, thread: true });
      if (thread < 0) return thread;
      const child = clone(kernel, parent, { files: true });
      if (child >= 0) {
        setRlimitNofile(kernel, parent, 7);
        const are = [thread, child].map((task) => rlimitNofile(kernel, task)).join();
        exitFiles(kernel, child);
        if (are !== "7,1024") throw new Error(`the limits are ${are}`);
      }
      exitFiles(kernel, thread);
      return Math.min(0, child);
    },
  },
});

export const lowest = scenario({
  name: "limits from 0 to nr_open are taken, others are not",
  tasks: {
    caller({ kernel, address: task }) {
      const given = [0, kernel.nrOpen, -1, kernel.nrOpen + 1];
      const answers = given.map((limit) => setRlimitNofile(kernel, task, limit)).join();
      if (answers !== "0,0,-1,-1") throw new Error(`the answers are ${answers}`);
    },
  },
});

/** Ends a child whose table has grown from the embedded one. */
function childEnds(
  name: string,
  kernel: KernelOptions,
  end: (current: Task, child: number) => number,
): Scenario {
  return scenario({
    name: `a child with a table that has grown ${name}`,
    kernel: { ...small, ...kernel },
    setup({ kernel, init }: World) {
      for (let count = 0; count < 3; count++) {
        open(init);
        commit(kernel, init.address, true);
      }
    },
    tasks: {
      parent(current) {
        const child = clone(current.kernel, current.address);
        return child < 0 ? child : end(current, child);
      },
    },
    check({ kernel, tasks: { parent } }) {
      const are = String(parent && openDescriptors(kernel, parent.address));
      if (are !== "0,1,2") throw new Error(`the parent has ${are} open`);
    },
  });
}

function exits({ kernel }: Task, child: number): number {
  exitFiles(kernel, child);
  return 0;
}

export const exit = childEnds("ends", {}, exits);
export const exitTagged = childEnds("ends, tagged", { scheme: "tagged" }, exits);
export const exitSlots = childEnds("ends, slots", { scheme: "slots" }, exits);
export const exec = childEnds("executes another program and ends", {}, (current, child) => {
  const result = execve(current.kernel, child);
  return result < 0 ? result : exits(current, child);
});

export const execFull = scenario({
  name: "execve of a task whose table is full, to the last bit",
  kernel: { ...small, rlimitNofile: 2 },
  setup({ init }: World) {
    open(init);
    open(init);
  },
  tasks: { caller: ({ kernel, address }) => execve(kernel, address) },
  check({ kernel, tasks: { caller } }) {
    const are = String(caller && openDescriptors(kernel, caller.address));
    if (are !== "0,1") throw new Error(`${are} are open`);
  },
});

export const spilled = scenario({
  name: "a task that has used its page of reservations leaves nothing when it ends",
  kernel: { scheme: "tagged", bitsPerLong: 4 },
  tasks: {
    parent({ kernel, address: parent }) {
      const child = clone(kernel, parent, { files: true });
      if (child < 0) return child;
      // Only the task that runs may enter into its set.
      const [outer, files] = [kernel.current, filesOf(kernel, child)];
      kernel.current = child;
      const reserved = [1, 2, 3].map(() => kernel.scheme.reserve(kernel, child, files, 0, 8, 0));
      for (const fd of reserved) if (fd >= 0) kernel.scheme.put(kernel, child, files, fd);
      kernel.current = outer;
      exitFiles(kernel, child);
      kernel.scheme.taskWords.forEach((word, index) => {
        const left = kernel.memory.load(schemeWord(child, index));
        if (left !== 0 && !word.startsWith("reserved")) throw new Error(`${word} is ${left}`);
      });
      return Math.min(0, ...reserved);
    },
  },
});

export const pageAgain = scenario({
  name: "a task that has a page of reservations goes on with it",
  kernel: { scheme: "tagged", bitsPerLong: 4 },
  tasks: {
    caller({ kernel, address: task }) {
      const files = filesOf(kernel, task);
      const reserve = (): number => kernel.scheme.reserve(kernel, task, files, 0, 8, 0);
      const reserved = [1, 2, 3].map(reserve);
      const [, , third = 0] = reserved;
      if (third >= 0) {
        kernel.scheme.put(kernel, task, files, third);
        reserved[2] = reserve();
      }
      for (const fd of reserved) if (fd >= 0) kernel.scheme.put(kernel, task, files, fd);
      return Math.min(0, ...reserved);
    },
  },
});

export const kthreads = scenario({
  name: "a kernel thread has a table where it is to have one",
  tasks: {
    caller({ kernel }) {
      const [without, having] = [kthreadRun(kernel, false), kthreadRun(kernel, true)];
      if (filesOf(kernel, without) !== 0) throw new Error("one without a table has one");
      const file = allocFile(kernel);
      if (file >= 0) {
        const received = receiveFd(kernel, without, file, 0, 0);
        if (received !== -EMFILE) throw new Error(`one without a table receives fd ${received}`);
        fput(kernel, file);
      }
      if (having < 0) return having;
      if (filesOf(kernel, having) === 0) throw new Error("one with a table has none");
      exitFiles(kernel, having);
      return 0;
    },
  },
});

export const execCommitted = scenario({
  name: "execve after a call whose slot is committed: it looks at none",
  kernel: { ...small, scheme: "slots" },
  tasks: {
    caller(current) {
      const opened = syscall(current, () => {
        const slot = slots.fdPrepare(current, OpenFlags.O_CLOEXEC);
        if (slots.isErr(slot)) return slots.ptrErr(slot);
        const file = raw.anonInodeGetfile(current);
        return raw.isErr(file) ? raw.ptrErr(file) : slots.fdStage(current, slot, file);
      });
      return opened < 0 ? opened : execve(current.kernel, current.address);
    },
  },
  check({ tasks: { caller }, failures }) {
    const are = String(caller?.openDescriptors());
    if (failures.length === 0 && are !== "") throw new Error(`${are} is open in the new program`);
  },
});
