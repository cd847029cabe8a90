/** Who commits, where no code of the syscall's return does: task work, or the call itself; descriptor 0 is a success, too. */
import { syscall, type KernelOptions, type Task } from "fd-reservation";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import {
  allocFile,
  commit,
  fdInstall,
  fput,
  getUnusedFdFlags,
  schemeWord,
  type Kernel,
} from "fd-reservation/kernel";
import { open } from "../races/calls.js";

const EIO = 5;

function wordOf({ scheme }: Kernel, task: number, name: string): number {
  const index = scheme.taskWords.indexOf(name);
  if (index < 0) throw new Error(`the scheme has no ${name}`);
  return schemeWord(task, index);
}

/** On a table where descriptor 1 alone is open. */
function setup({ kernel, init }: World): void {
  for (let count = 0; count < 2; count++) {
    open(init);
    commit(kernel, init.address, true);
  }
  init.close(0);
}

function committing(what: string, kernel: KernelOptions, call: (current: Task) => number): Scenario {
  return scenario({
    name: `${what} gives descriptor 0, committed by ${kernel.commitVia}`,
    kernel: { bitsPerLong: 2, nrOpen: 4, ...kernel },
    setup,
    tasks: { caller: call },
    check({ kernel, tasks: { caller }, results, failures }) {
      if (caller === undefined || failures.length > 0) return;
      const open = String(caller.openDescriptors());
      if (results["caller"] !== 0 || open !== "0,1")
        throw new Error(`it answers ${results["caller"]}, and ${open} are open`);
      const flag = kernel.memory.load(wordOf(kernel, caller.address, "notify_resume"));
      if (flag !== 0) throw new Error("the flag of task work is set after it ran");
    },
  });
}

const explicit = { scheme: "tagged", commitVia: "explicit" } as const;
const taskWork = { scheme: "tagged", commitVia: "task-work" } as const;

export const dupGlue = committing("dup", { scheme: "tagged", commitVia: "glue" }, (current) =>
  current.dup(1),
);
export const dupExplicit = committing("dup", explicit, (current) => current.dup(1));
export const dupTaskWork = committing("dup", taskWork, (current) => current.dup(1));
export const openTaskWork = committing("open", taskWork, open);

export const piLock = scenario<number>({
  name: "task work drops the file of a syscall that failed when it has left pi_lock",
  kernel: { bitsPerLong: 2, nrOpen: 4, ...taskWork },
  setup({ kernel, init }: World) {
    const release = (): void => {
      if (kernel.memory.load(wordOf(kernel, init.address, "pi_lock")) !== 0)
        throw new Error("pi_lock is held");
    };
    return kernel.registerOperations({ name: "careful", release });
  },
  tasks: {
    caller: (current, operations) =>
      syscall(current, () => {
        const { kernel, address: task } = current;
        const file = allocFile(kernel, operations);
        if (file < 0) return file;
        const fd = getUnusedFdFlags(kernel, task, 0);
        if (fd < 0) fput(kernel, file);
        else fdInstall(kernel, task, fd, file);
        return -EIO;
      }),
  },
});

export const kthread = scenario({
  name: "a kernel thread never returns to user space: it queues no work, and commits itself",
  kernel: { bitsPerLong: 2, nrOpen: 4, ...taskWork },
  tasks: {
    worker: {
      kind: "kthread",
      run(current) {
        const { kernel, address: task } = current;
        const fd = current.dup(open(current));
        if (kernel.memory.load(wordOf(kernel, task, "task_works")) !== 0)
          throw new Error("it has queued work");
        commit(kernel, task, true);
        return fd;
      },
    },
  },
});
